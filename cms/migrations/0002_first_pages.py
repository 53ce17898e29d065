import json
import uuid
from datetime import date

from django.db import migrations
from django.utils import timezone

from cms.first_pages import BELOW_HOME, HOME

REVIEWED_ON = date(2026, 11, 21)
REVIEW_DUE_ON = date(2027, 11, 21)
HOME_PATH = "00010001"


def create(apps, schema_editor):
    """Wagtail's welcome page goes, with the site that pointed at it; ours come in its place."""
    apps.get_model("wagtailcore.Page").objects.filter(depth=2, slug="home", content_type__model="page").delete()
    home = _page(apps, "homepage", HOME, path=HOME_PATH, url_path="/home/", numchild=len(BELOW_HOME))
    for number, page in enumerate(BELOW_HOME, start=1):
        _page(apps, "contentpage", page, path=f"{HOME_PATH}{number:04d}", url_path=f"/home/{page.slug}/")
    apps.get_model("wagtailcore.Site").objects.create(
        hostname="localhost", port=80, site_name="Enhanced Practice", root_page_id=home.pk, is_default_site=True
    )


def _page(apps, model, page, *, path, url_path, numchild=0):
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(app_label="cms", model=model)
    now = timezone.now()
    return apps.get_model("cms", model).objects.create(
        title=page.title,
        draft_title=page.title,
        slug=page.slug,
        introduction=page.introduction,
        body=json.dumps([{**block, "id": str(uuid.uuid4())} for block in page.body]),
        kept_by="Programme admin",
        last_reviewed_on=REVIEWED_ON,
        review_due_on=REVIEW_DUE_ON,
        content_type=content_type,
        path=path,
        depth=len(path) // 4,
        numchild=numchild,
        url_path=url_path,
        locale_id=apps.get_model("wagtailcore.Locale").objects.values_list("pk", flat=True).get(),
        live=True,
        first_published_at=now,
        last_published_at=now,
    )


def remove(apps, schema_editor):
    apps.get_model("wagtailcore.Site").objects.filter(root_page__path=HOME_PATH).delete()
    apps.get_model("wagtailcore.Page").objects.filter(path__startswith=HOME_PATH).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(create, remove)]
