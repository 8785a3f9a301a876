"""One SQL statement and single judgement say the same of everybody, unknowns and reasons included, on either database."""

from __future__ import annotations

import pytest
from django.db import connection, models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.policy.push.strategies import DAY, profiles, trees

from mingzheng.policy.push.columns import Kind, Who, columns_of
from mingzheng.policy.push.compiling import compiled
from mingzheng.policy.push.conditions import Judge
from mingzheng.policy.push.models import Profile, facts_model

pytestmark = pytest.mark.django_db
AT_HOME = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
FIELDS = {
    Kind.NUMBER: (models.IntegerField, models.BigIntegerField),
    Kind.YEARS: (models.DateField,),
    Kind.CHOICE: (models.CharField,),
    Kind.FLAG: (models.BooleanField,),
}


def keep(who, values):
    made = Profile.objects.bulk_create([Profile(kind=who, mobile="0", made_on=DAY) for _one in values])
    model = facts_model(who)
    model.objects.bulk_create([model(profile=one, **held) for one, held in zip(made, values, strict=True)])
    return [one.pk for one in made]


def ask(tree, who, keys):
    table = facts_model(who)._meta.db_table
    rule = compiled(tree, DAY, "f", connection.ops.quote_name)
    holes = ", ".join(["%s"] * len(keys))
    sql = (
        f"SELECT f.profile_id, CASE WHEN {rule.fits.sql} THEN 1 ELSE 0 END, CASE WHEN {rule.may_fit.sql} THEN 1 ELSE 0 END, "
        f"{rule.bits.sql} FROM {table} f WHERE f.profile_id IN ({holes})"
    )
    params = [*rule.fits.params, *rule.may_fit.params, *rule.bits.params, *keys]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return {key: (bool(fits), bool(may), bits) for key, fits, may, bits in cursor.fetchall()}


@AT_HOME
@given(st.data(), st.sampled_from(list(Who)))
def test_set_and_single_judgement_agree(data, who):
    values = data.draw(st.lists(profiles(who), min_size=1, max_size=6))
    keys = keep(who, values)
    tree = data.draw(trees(who))
    judge, found = Judge(tree, DAY), ask(tree, who, keys)
    for key, profile in zip(keys, values, strict=True):
        answer = judge(profile).answer
        assert found[key] == (answer is True, answer is not False, judge.bits(profile))


@pytest.mark.parametrize("who", list(Who))
def test_every_column_has_its_typed_field(who):
    for column in columns_of(who):
        assert isinstance(facts_model(who)._meta.get_field(column.field), FIELDS[column.kind]), column.code
        longest = max((len(code) for code in column.choices), default=0)
        assert longest <= 12
