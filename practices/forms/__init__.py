from practices.forms.accounts import AcceptInvitationForm
from practices.forms.details import NameForm, RegistrationForm
from practices.forms.directory import DirectorySearchForm, ImportForm
from practices.forms.network import AddPracticeForm, AppointForm, LeaveForm, OpenPracticeForm
from practices.forms.staff import AddColleagueForm, ChangePostForm, EndPostForm, LastDayForm, NameLeadForm

__all__ = [
    "AcceptInvitationForm",
    "AddColleagueForm",
    "AddPracticeForm",
    "AppointForm",
    "ChangePostForm",
    "DirectorySearchForm",
    "EndPostForm",
    "ImportForm",
    "LastDayForm",
    "LeaveForm",
    "NameForm",
    "NameLeadForm",
    "OpenPracticeForm",
    "RegistrationForm",
]
