from courses.forms.learning import KnowledgeCheckForm, QuestionForm, VoidForm
from courses.forms.registers import RegisterForm
from courses.forms.sessions import SessionForm, initial_of

__all__ = ["KnowledgeCheckForm", "QuestionForm", "RegisterForm", "SessionForm", "VoidForm", "initial_of"]
