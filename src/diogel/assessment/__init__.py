"""The strategic assessment of an area: findings in words, risk and priorities, the document."""

from diogel.assessment.risk_model import Group, Item, RiskModel
from diogel.assessment.risk_model_reading import DEFAULT_MODEL, load_risk_model

__all__ = [
    "DEFAULT_MODEL",
    "Group",
    "Item",
    "RiskModel",
    "load_risk_model",
]
