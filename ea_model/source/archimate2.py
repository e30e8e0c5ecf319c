"""Types as files of ArchiMate 2 spell them, and what they became."""

from __future__ import annotations

RELATIONSHIP = "Relationship"
"""How the type of every relation ends."""

RENAMED = {
    "AndJunction": "Junction",
    "OrJunction": "Junction",
    "CommunicationPath": "Path",
    "InfrastructureFunction": "TechnologyFunction",
    "InfrastructureInterface": "TechnologyInterface",
    "InfrastructureService": "TechnologyService",
    "Network": "CommunicationNetwork",
    "RealisationRelationship": "RealizationRelationship",
    "SpecialisationRelationship": "SpecializationRelationship",
    "UsedByRelationship": "ServingRelationship",
}
"""Types of ArchiMate 2 (Archi before 4.0) and what they became in ArchiMate 3, as Archi's converter has them.

Archi's present converter makes a Network a DistributionNetwork; the standard, and the exchange files Archi wrote for
such models, have CommunicationNetwork.
"""
