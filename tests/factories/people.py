"""Users and the mandates that give them rights."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from unions.contacts import phone_key
from unions.models import Mandate, User
from unions.roles import Role
from unions.vietnamese import person_sort_key

PASSWORD = "mat-khau-rat-dai-2021"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"nguoi-{number}")
    full_name = factory.Sequence(lambda number: f"Nguyễn Văn {chr(65 + number % 26)}")
    phone = "0912 345 678"
    phone_key = factory.LazyAttribute(lambda user: phone_key(user.phone))
    password = factory.django.Password(PASSWORD)
    sort_key = factory.LazyAttribute(lambda user: person_sort_key(user.full_name))


class MandateFactory(DjangoModelFactory):
    class Meta:
        model = Mandate

    user = factory.SubFactory(UserFactory)
    role = Role.CHAIR
    post = factory.LazyAttribute(lambda mandate: Role(mandate.role).label)
    from_on = date(2020, 1, 1)
