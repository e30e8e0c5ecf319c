"""Which relations the metamodel of ArchiMate 3.2 draws itself, so that all others in its table must be derived.

The relationship table does not mark them. They are listed here group by group, from the metamodel figures of chapters
4 to 12 of the specification, for all element types but Grouping, Location and Junction. Every entry is in the table.
"""

from __future__ import annotations

from collections.abc import Iterator

from ea_model.metamodel import stock

Triple = tuple[str, str, str]
"""Source type, relation type, target type."""

ELEMENT_TYPES = stock().element_types
TYPES = tuple(t for t in ELEMENT_TYPES if t not in ("Grouping", "Location", "Junction"))
_OF_LAYER = {
    "Business": ("BusinessActor", "BusinessRole", "BusinessCollaboration"),
    "Application": ("ApplicationComponent", "ApplicationCollaboration"),
    "Technology": (
        "Node", "Device", "SystemSoftware", "TechnologyCollaboration", "Equipment", "Facility",
    ),
}  # fmt: skip
"""Internal active structure."""
_PASSIVE = {
    "Business": ("BusinessObject", "Contract", "Representation"),
    "Application": ("DataObject",),
    "Technology": ("Artifact", "Material"),
}
_BELOW = (("Application", "Business"), ("Technology", "Application"), ("Technology", "Business"))
_MOTIVATION = tuple(t for t in TYPES if ELEMENT_TYPES[t].layer == "Motivation")
_CORE = tuple(t for t in TYPES if ELEMENT_TYPES[t].layer in ("Business", "Application", "Technology", "Physical"))
_STRATEGY = tuple(t for t in TYPES if ELEMENT_TYPES[t].layer == "Strategy")
_STRUCTURE = tuple(t for t in _CORE if ELEMENT_TYPES[t].aspect != "Behavior")


def _cross(sources: tuple[str, ...], kinds: tuple[str, ...], targets: tuple[str, ...]) -> Iterator[Triple]:
    yield from ((s, k, t) for s in sources for k in kinds for t in targets)


def _internal(layer: str) -> tuple[str, ...]:
    return tuple(f"{layer}{kind}" for kind in ("Process", "Function", "Interaction"))


def _layer(layer: str) -> Iterator[Triple]:
    """What the generic metamodel gives every core layer."""
    active, passive, internal = _OF_LAYER[layer], _PASSIVE[layer], _internal(layer)
    service, interface, event = (f"{layer}Service",), (f"{layer}Interface",), (f"{layer}Event",)
    behavior = (*internal, *service, *event)
    yield from _cross(active, ("Assignment",), (*internal, *event))
    yield from _cross(active, ("Composition",), interface)
    yield from _cross(interface, ("Assignment",), service)
    yield from _cross(interface, ("Serving",), active)
    yield from _cross(internal, ("Realization",), service)
    yield from _cross(service, ("Serving",), (*internal, *active))
    yield from _cross(behavior, ("Triggering", "Flow"), behavior)
    yield from _cross(behavior, ("Access",), passive)
    yield from _cross(internal, ("Composition", "Aggregation"), internal)


def _core() -> Iterator[Triple]:
    for layer in _OF_LAYER:
        yield from _layer(layer)
    for low, high in _BELOW:
        yield from _cross((f"{low}Service",), ("Serving",), (*_internal(high), *_OF_LAYER[high]))
        yield from _cross((f"{low}Interface",), ("Serving",), _OF_LAYER[high])
    for low, high in _BELOW[:2]:
        yield from _cross(_internal(low), ("Realization",), _internal(high))
        yield from ((f"{low}{k}", "Realization", f"{high}{k}") for k in ("Service", "Interface", "Event"))
    yield "BusinessActor", "Assignment", "BusinessRole"
    yield from _cross(("BusinessCollaboration",), ("Aggregation",), ("BusinessActor", "BusinessRole"))
    yield from _cross(("ApplicationCollaboration",), ("Aggregation",), ("ApplicationComponent",))
    yield from _cross(("TechnologyCollaboration",), ("Aggregation",), _OF_LAYER["Technology"])
    yield from _cross(("Representation", "DataObject", "Artifact", "Material"), ("Realization",), ("BusinessObject",))
    yield from _cross(("Artifact",), ("Realization",), ("DataObject", "ApplicationComponent", "SystemSoftware"))
    yield from _cross(("BusinessObject",), ("Composition", "Aggregation", "Specialization"), ("Contract",))
    yield from _cross(("Contract",), ("Composition", "Aggregation", "Specialization"), ("BusinessObject",))
    parts = ("BusinessService", "ApplicationService", "TechnologyService", "BusinessObject", "Contract",
             "Representation", "DataObject", "Artifact", "Material")  # fmt: skip
    yield from _cross(("Product",), ("Composition", "Aggregation"), parts)
    yield from _cross(("Node", "Device", "SystemSoftware"), ("Assignment",), ("Artifact", "SystemSoftware"))
    yield from _cross(("Node", "Facility"), ("Composition", "Aggregation"), ("Device", "SystemSoftware", "Equipment"))
    yield from _cross(("Node", "Equipment", "Facility"), ("Assignment",), ("Material",))
    yield "Material", "Realization", "Equipment"
    yield from _cross(("CommunicationNetwork", "DistributionNetwork"), ("Realization",), ("Path",))
    yield from _cross(("Path",), ("Aggregation",), ("Node", "Device", "Equipment", "Facility"))
    yield from _cross(("CommunicationNetwork",), ("Aggregation",), ("Device", "SystemSoftware"))
    yield from _cross(("DistributionNetwork",), ("Aggregation",), ("Node", "Facility", "Equipment"))


def _around() -> Iterator[Triple]:
    """Strategy, motivation, implementation and migration, and what ties them to the core."""
    behavior = tuple(t for t in _CORE if ELEMENT_TYPES[t].aspect == "Behavior" and not t.endswith("Event"))
    yield from _cross(("Resource",), ("Assignment",), ("Capability", "ValueStream"))
    yield from _cross(("Capability", "CourseOfAction"), ("Serving",), ("ValueStream", "Capability", "CourseOfAction"))
    yield from _cross(("Capability", "ValueStream"), ("Realization",), ("CourseOfAction",))
    for kind in ("Capability", "ValueStream", "CourseOfAction"):
        yield from _cross((kind,), ("Triggering", "Flow", "Serving"), (kind,))
    yield from _cross(behavior, ("Realization",), ("Capability", "ValueStream"))
    yield from _cross(_STRUCTURE, ("Realization",), ("Resource",))
    yield from _cross(_MOTIVATION, ("Influence",), _MOTIVATION)
    yield "Outcome", "Realization", "Goal"
    yield "Principle", "Realization", "Outcome"
    yield from _cross(("Requirement", "Constraint"), ("Realization",), ("Principle", "Outcome"))
    yield from _cross((*_CORE, *_STRATEGY), ("Realization", "Influence"), ("Requirement", "Constraint"))
    yield from _cross((*_CORE, *_STRATEGY), ("Influence",), _MOTIVATION)
    yield "Constraint", "Specialization", "Requirement"
    yield from _cross(_OF_LAYER["Business"], ("Assignment",), ("Stakeholder", "WorkPackage", "ImplementationEvent"))
    yield "WorkPackage", "Realization", "Deliverable"
    yield from _cross(("Deliverable",), ("Realization",), (*_CORE, *_STRATEGY, "Plateau", "Requirement", "Constraint"))
    change = ("WorkPackage", "ImplementationEvent", "Plateau")
    yield from _cross(change, ("Triggering", "Flow"), change)
    yield from _cross(("WorkPackage", "ImplementationEvent"), ("Access",), ("Deliverable",))
    wished = ("Goal", "Outcome", "Requirement", "Constraint")
    yield from _cross(("Plateau",), ("Composition", "Aggregation"), (*_CORE, *_STRATEGY, *wished))


def core_triples() -> frozenset[Triple]:
    """Every relation the metamodel draws; association holds between all."""
    same = ((t, k, t) for t in TYPES for k in ("Composition", "Aggregation", "Specialization"))
    return frozenset((*same, *_cross(TYPES, ("Association",), TYPES), *_core(), *_around()))
