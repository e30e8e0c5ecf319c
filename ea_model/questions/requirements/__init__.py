"""Requirements: the lint of their texts, their trace to elements, contracts and sources, the coverage per contract."""

from ea_model.questions.requirements.judging import Requirements, requirements_of
from ea_model.questions.requirements.lint import Excuse, FormHint, FormIssue, Lint, LintWeight, WordHit, lint_text
from ea_model.questions.requirements.prescribing import Prescription, prescriptions
from ea_model.questions.requirements.tracing import Coverage, Trace, Traced, trace
from ea_model.questions.requirements.words import WordCategory

__all__ = [
    "Coverage", "Excuse", "FormHint", "FormIssue", "Lint", "LintWeight", "Prescription", "Requirements", "Trace",
    "Traced", "WordCategory", "WordHit", "lint_text", "prescriptions", "requirements_of", "trace",
]  # fmt: skip
