from virtualclinics.forms.answers import OutcomeForm, RecommendationForm, ReturnForm
from virtualclinics.forms.attendance import RegisterForm
from virtualclinics.forms.cases import CaseForm
from virtualclinics.forms.clinics import ClinicForm, PutOnAgendaForm

__all__ = [
    "CaseForm",
    "ClinicForm",
    "OutcomeForm",
    "PutOnAgendaForm",
    "RecommendationForm",
    "RegisterForm",
    "ReturnForm",
]
