"""The place of the courses in the page tree, and the group that may write there.

Whoever may edit content is put into the group `Editors`. Wagtail ships that group with rights over the whole tree; here
it writes courses, their lessons and their questions, and leaves the site's own pages to the programme admin.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.utils import timezone

EDITORS = "Editors"
STEP = 4
ON_PAGES = ("add_page", "change_page", "publish_page")
ON_MODELS = (
    ("wagtailadmin", "access_admin"),
    ("courses", "view_course"),
    ("courses", "add_course"),
    ("courses", "change_course"),
    ("courses", "view_question"),
    ("courses", "add_question"),
    ("courses", "change_question"),
    ("courses", "delete_question"),
)
ON_FILES = (
    ("wagtailimages", "add_image"),
    ("wagtailimages", "change_image"),
    ("wagtailimages", "choose_image"),
    ("wagtaildocs", "add_document"),
    ("wagtaildocs", "change_document"),
    ("wagtaildocs", "choose_document"),
)

# Permissions are made after all migrations; those of these apps are needed during this one.
MADE_HERE = ("courses", "wagtailcore", "wagtailimages", "wagtaildocs")


def create(apps, schema_editor):
    index = _create_index(apps)
    _give_editors(apps, index)


def _create_index(apps):
    Page = apps.get_model("wagtailcore.Page")
    home = apps.get_model("wagtailcore.Site").objects.get(is_default_site=True).root_page
    last = Page.objects.filter(path__startswith=home.path, depth=home.depth + 1).order_by("path").last()
    number = int(last.path[-STEP:], 36) + 1 if last else 1
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="courses", model="courseindexpage"
    )
    now = timezone.now()
    index = apps.get_model("courses.CourseIndexPage").objects.create(
        title="Courses",
        draft_title="Courses",
        slug="learning",
        introduction="Short courses by the network's specialists. Read the lessons and pass the quiz.",
        kept_by="The network's specialists",
        content_type=content_type,
        path=f"{home.path}{_base36(number):0>{STEP}}",
        depth=home.depth + 1,
        numchild=0,
        url_path=f"{home.url_path}learning/",
        locale_id=home.locale_id,
        live=True,
        first_published_at=now,
        last_published_at=now,
    )
    home.numchild += 1
    home.save(update_fields=["numchild"])
    return index


def _base36(number):
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return digits[number] if number < 36 else _base36(number // 36) + digits[number % 36]


def _give_editors(apps, index):
    for label in MADE_HERE:
        create_permissions(_with_models(apps, label), apps=apps, verbosity=0)
    editors, _ = apps.get_model("auth.Group").objects.get_or_create(name=EDITORS)
    editors.permissions.clear()
    editors.page_permissions.all().delete()
    for label, codename in ON_MODELS:
        editors.permissions.add(_permission(apps, label, codename))
    for codename in ON_PAGES:
        permission = _permission(apps, "wagtailcore", codename)
        editors.page_permissions.create(page_id=index.pk, permission=permission)
    collection = apps.get_model("wagtailcore.Collection").objects.order_by("path").first()
    for label, codename in ON_FILES:
        editors.collection_permissions.get_or_create(
            collection=collection, permission=_permission(apps, label, codename)
        )


def _with_models(apps, label):
    config = apps.get_app_config(label)
    config.models_module = True
    return config


def _permission(apps, label, codename):
    return apps.get_model("auth.Permission").objects.get(content_type__app_label=label, codename=codename)


def remove(apps, schema_editor):
    apps.get_model("courses.CourseIndexPage").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0001_initial"),
        ("cms", "0002_first_pages"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(create, remove)]
