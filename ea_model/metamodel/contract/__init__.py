"""The contract language: a second Ecore package on top of ArchiMate that says who must do what, under which contract.

Kinds here specialise ArchiMate types (a `FrameworkAgreement` is a Contract); statements, closures and activities have
no ArchiMate counterpart. Meaning: docs/SEMANTICS.md 1–5. As with ``archimate``, this module *is* the package; its
classes stand one theme a file. A kind with the name of an ArchiMate type (Contract, Plateau, Goal …) replaces it in
models and adds attributes only.
"""

from __future__ import annotations

from pyecore.ecore import EPackage

name = "contract"
nsURI = "urn:ea-model:contract:1"  # noqa: N816 - the name pyecore looks for
nsPrefix = "contract"  # noqa: N816
eClass = EPackage(name=name, nsURI=nsURI, nsPrefix=nsPrefix)  # noqa: N816

# Classes enter the package as their module is read, so it stands above these; an Ecore file lists them in this order.
# ruff: noqa: E402
# isort: off
from ea_model.metamodel.contract.agreements import (
    Party,
    Contract,
    FrameworkAgreement,
    CallOff,
    Lot,
    Arrangement,
    PublicAgreement,
    InHouse,
)
from ea_model.metamodel.contract.change import Plateau, WorkPackage, Tender
from ea_model.metamodel.contract.streams import MessageStream, Flow
from ea_model.metamodel.contract.ownership import Ownership
from ea_model.metamodel.contract.parts import Condition, Need
from ea_model.metamodel.contract.assets import Asset, Node, Device, SystemSoftware, Facility, Platform, SecurityFunction
from ea_model.metamodel.contract.motivation import (
    Goal,
    RequirementsProgramme,
    Requirement,
    Recommendation,
    ServiceLevel,
    Obligation,
    FollowUp,
    Risk,
    ReviewFinding,
    Capability,
    ImplementationEvent,
    Decision,
)
from ea_model.metamodel.contract.holdings import DataSet, Environment, GovernanceBody, InterfaceProcess, Licence
from ea_model.metamodel.contract.money import Value, CostItem, PassThroughScenario
from ea_model.metamodel.contract.activities import Activity, Applicability
from ea_model.metamodel.contract.selectors import Selector
from ea_model.metamodel.contract.statements import (
    Statement,
    ScopeStatement,
    ClosureStatement,
    OpenQuestion,
    TermConflict,
    Waiver,
    Document,
)
from ea_model.metamodel.contract.words import (
    ContractKind,
    ContractStatus,
    PartyCapacity,
    Legality,
    Replaceability,
    DecisionStatus,
    AdviceStatus,
    EnvironmentStage,
    PlateauLabel,
    Maturity,
    Ambition,
    Effect,
    Role,
    Propagation,
    CostBasis,
    CostStatus,
    AllocationKey,
    ENUMERATIONS,
    NotKnown,
)
from ea_model.metamodel.datatypes import closed
from ea_model.metamodel.lean import close_package
# isort: on

for _enumeration in ENUMERATIONS:
    eClass.eClassifiers.append(closed(_enumeration).datatype)
close_package(eClass)

__all__ = [
    "Activity", "AdviceStatus", "AllocationKey", "Ambition", "Applicability", "Arrangement", "Asset", "CallOff",
    "Capability", "ClosureStatement", "Condition", "Contract", "ContractKind", "ContractStatus", "CostBasis",
    "CostItem", "CostStatus", "DataSet", "Decision", "DecisionStatus", "Device", "Document", "Effect", "Environment",
    "EnvironmentStage", "Facility", "Flow", "FollowUp", "FrameworkAgreement", "Goal", "GovernanceBody",
    "ImplementationEvent", "InHouse", "InterfaceProcess",
    "Legality", "Licence", "Lot", "Maturity", "MessageStream", "Need", "Node",
    "NotKnown", "Obligation", "OpenQuestion", "Ownership", "Party", "PartyCapacity", "PassThroughScenario", "Plateau",
    "PlateauLabel", "Platform", "Propagation", "PublicAgreement", "Recommendation", "Replaceability", "Requirement",
    "RequirementsProgramme", "ReviewFinding", "Risk", "Role", "ScopeStatement", "SecurityFunction", "Selector",
    "ServiceLevel", "Statement", "SystemSoftware", "Tender", "TermConflict", "Value", "Waiver", "WorkPackage",
]  # fmt: skip
