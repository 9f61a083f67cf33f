"""Bodies, kinds, sectors and blocs."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from unions.models import Bloc, BodyKind, Placement, Sector, UnionBody
from unions.querysets import path_step
from unions.vietnamese import fold, sort_key


class BodyKindFactory(DjangoModelFactory):
    class Meta:
        model = BodyKind
        django_get_or_create = ("code",)

    code = "cdcs"
    name = "Công đoàn cơ sở"
    short_name = "CĐCS"
    rank = 4
    is_grassroots = factory.LazyAttribute(lambda kind: kind.code == "cdcs")


class SectorFactory(DjangoModelFactory):
    class Meta:
        model = Sector
        django_get_or_create = ("code",)

    code = "dn-ngoai-nn"
    name = "Doanh nghiệp ngoài Nhà nước"


class BodyFactory(DjangoModelFactory):
    """A body with its path and its open placement."""

    class Meta:
        model = UnionBody
        skip_postgeneration_save = True

    code = factory.Sequence(lambda number: f"don-vi-{number}")
    name = factory.Sequence(lambda number: f"CĐCS Công ty số {number}")
    kind = factory.SubFactory(BodyKindFactory)
    parent = None
    founded_on = date(2010, 1, 1)
    path = factory.Sequence(lambda number: f"new-{number}")
    sort_key = factory.LazyAttribute(lambda body: sort_key(body.name))
    search_text = factory.LazyAttribute(lambda body: fold(f"{body.name} {body.code}")[:400])

    @factory.post_generation
    def placed(self, create, extracted, **kwargs):
        self.path = (self.parent.path if self.parent else "") + path_step(self.pk)
        UnionBody.objects.filter(pk=self.pk).update(path=self.path)
        Placement.objects.create(body=self, parent=self.parent, from_on=self.founded_on)


class BlocFactory(DjangoModelFactory):
    class Meta:
        model = Bloc

    owner = factory.SubFactory(BodyFactory)
    year = 2021
    number = factory.Sequence(lambda number: number + 1)
    name = factory.LazyAttribute(lambda bloc: f"Khối thi đua số {bloc.number}")
    sort_key = factory.LazyAttribute(lambda bloc: sort_key(bloc.name))
