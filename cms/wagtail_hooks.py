from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("register_help_menu_item")
def components_in_help() -> MenuItem:
    return MenuItem("Components of this site", reverse("cms:gallery"), icon_name="view", order=900)
