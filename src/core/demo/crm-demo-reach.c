/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the demo company's customers are reached: nothing here may ring at anybody's. */

#define G_LOG_DOMAIN "crm-demo"

#include "core/demo/crm-demo-maker.h"

#include "core/schema/crm-schema-customers.h"

#include <string.h>

/* Each "#" is a digit. Ranges kept for fiction:
 * United Kingdom: Ofcom, "Telephone numbers for use in TV and radio drama programmes".
 * Germany: Bundesnetzagentur, Mitteilung 148/2021, "Rufnummern für Medienproduktionen".
 * France: ARCEP, decision 2018-0881, numbers for audiovisual works.
 * Sweden: PTS, "Telefonnummer för användning i böcker och filmer".
 * United States: 555-0100 to 555-0199, NANPA.
 * China has none: 0555 is given, and there no subscriber's number begins with 0. */
static const struct
{
  const char *place;
  const char *pattern;
} ranges[] = {
  { "bristol", "+44 117 496 0###" },
  { "leeds", "+44 113 496 0###" },
  { "sheffield", "+44 114 496 0###" },
  { "nottingham", "+44 115 496 0###" },
  { "leicester", "+44 116 496 0###" },
  { "birmingham", "+44 121 496 0###" },
  { "manchester", "+44 161 496 0###" },
  { "liverpool", "+44 151 496 0###" },
  { "edinburgh", "+44 131 496 0###" },
  { "glasgow", "+44 141 496 0###" },
  { "cardiff", "+44 29 2018 0###" },
  { "london", "+44 20 7946 0###" },
  { "britain", "+44 1632 960###" },
  { "berlin", "+49 30 23125 ###" },
  { "hamburg", "+49 40 66969 ###" },
  { "koeln", "+49 221 4710 ###" },
  { "muenchen", "+49 89 99998 ###" },
  { "frankfurt", "+49 69 90009 ###" },
  { "paris", "+33 1 99 00 ## ##" },
  { "lyon", "+33 4 65 71 ## ##" },
  { "bordeaux", "+33 5 36 49 ## ##" },
  { "nantes", "+33 2 61 91 ## ##" },
  { "stockholm", "+46 8 465 004 ##" },
  { "goeteborg", "+46 31 390 06 ##" },
  { "malmoe", "+46 40 628 04 ##" },
  { "portland", "+1 503 555 01##" },
  { "savannah", "+1 912 555 01##" },
  { "duluth", "+1 218 555 01##" },
};

static const char chinese_range[] = "+86 555 01## ####";
static const char british_mobile[] = "+44 7700 900###";
static const char french_mobile[] = "+33 6 39 98 ## ##";

static const char *
find_range (const CrmDemoSketch *sketch, gboolean mobile)
{
  if (sketch->is_chinese)
    return chinese_range;
  if (mobile && strcmp (sketch->city->columns[1], "United Kingdom") == 0)
    return british_mobile;
  if (mobile && strcmp (sketch->city->columns[1], "France") == 0)
    return french_mobile;
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (strcmp (ranges[i].place, sketch->city->columns[2]) == 0)
      return ranges[i].pattern;
  g_error ("No telephone range is known for %s", sketch->city->columns[0]);
}

/* A stride that shares no factor with a power of ten walks through all numbers of a range before one comes again. */
static char *
make_phone (CrmDemoCustomer *self, gboolean mobile)
{
  char *phone = g_strdup (find_range (self->sketch, mobile));
  guint64 rest = ((guint64)self->number * 7 + self->n_phones++) * 700001;

  for (gsize i = strlen (phone); i-- > 0;)
    if (phone[i] == '#')
      {
        phone[i] = (char)('0' + rest % 10);
        rest /= 10;
      }
  return phone;
}

static CrmChange *
add_point (CrmDemoCustomer *self, const CrmDemoPerson *person, const char *kind, const char *value)
{
  CrmId id = crm_demo_maker_make_id (self->maker, "point", self->number, self->n_points++);
  CrmChange *change = crm_edit_create (self->edit, &crm_kind_contact_point, &id);

  if (person != NULL)
    crm_change_set_id (change, CRM_CONTACT_POINT_PERSON, &person->id);
  else
    crm_change_set_id (change, CRM_CONTACT_POINT_CUSTOMER, &self->id);
  crm_change_set_text (change, CRM_CONTACT_POINT_KIND, kind);
  crm_change_set_text (change, CRM_CONTACT_POINT_VALUE, value);
  return change;
}

static void
set_label (CrmDemoCustomer *self, CrmChange *change, guint position)
{
  const CrmDemoList *labels = crm_demo_words_find (self->sketch->words, "label", NULL);

  crm_change_set_text (change, CRM_CONTACT_POINT_LABEL, g_array_index (labels->lines, CrmDemoLine, position).columns[0]);
}

enum
{
  LABEL_OFFICE,
  LABEL_MOBILE,
  LABEL_ACCOUNTS,
  LABEL_HOME,
  LABEL_DELIVERY,
};

static void
add_phone (CrmDemoCustomer *self, const CrmDemoPerson *person, gboolean mobile, guint label)
{
  g_autofree char *phone = make_phone (self, mobile);
  CrmChange *change = add_point (self, person, "phone", phone);

  set_label (self, change, label);
  if (crm_demo_random_chance (&self->random, 3))
    crm_change_set_integer (change, CRM_CONTACT_POINT_OPT_OUT, TRUE);
}

static void
add_text (CrmDemoCustomer *self, const CrmDemoPerson *person, guint percent, const char *kind, const char *prefix, const char *middle, const char *suffix)
{
  if (crm_demo_random_chance (&self->random, percent))
    {
      g_autofree char *value = g_strconcat (prefix, middle, suffix, NULL);

      add_point (self, person, kind, value);
    }
}

/* Accounts of QQ never begin with 0, so this is nobody's. */
static void
add_qq (CrmDemoCustomer *self, const CrmDemoPerson *person, guint percent)
{
  if (crm_demo_random_chance (&self->random, percent))
    {
      g_autofree char *value = g_strdup_printf ("0%08u", (self->number * 7 + self->n_points) * 7919 % 100000000);

      add_point (self, person, "qq", value);
    }
}

static void
add_address (CrmDemoCustomer *self, guint label)
{
  const CrmDemoSketch *sketch = self->sketch;
  const CrmDemoList *continental = sketch->is_chinese ? NULL : crm_demo_words_find (sketch->words, "street-continental", sketch->city->columns[1]);
  const CrmDemoList *streets = continental != NULL ? continental : crm_demo_words_find (sketch->words, "street", NULL);
  const char *street = crm_demo_list_pick (streets, &self->random)->columns[0];
  int number = crm_demo_random_between (&self->random, 1, 188);
  g_autofree char *value = NULL;

  if (sketch->is_chinese)
    value = g_strdup_printf ("%s市%s %d 号", sketch->city->columns[0], street, number);
  else if (continental != NULL && strcmp (sketch->city->columns[1], "France") != 0)
    value = g_strdup_printf ("%s %d, %s", street, number, sketch->city->columns[0]);
  else
    value = g_strdup_printf ("%d %s, %s", number, street, sketch->city->columns[0]);
  set_label (self, add_point (self, NULL, "address", value), label);
}

static void
add_company (CrmDemoCustomer *self)
{
  const CrmDemoSketch *sketch = self->sketch;
  gboolean chinese = sketch->is_chinese;

  add_phone (self, NULL, FALSE, LABEL_OFFICE);
  add_text (self, NULL, 80, "email", chinese ? "kefu@" : "office@", sketch->web, ".example.com");
  add_text (self, NULL, 70, "web", "https://", sketch->web, ".example.com");
  add_text (self, NULL, chinese ? 25 : 0, "wecom", "example-", sketch->web, "");
  add_text (self, NULL, chinese ? 18 : 0, "weibo", "@", sketch->name, "_示例");
  add_text (self, NULL, 12, "email", chinese ? "caiwu@" : "accounts@", sketch->web, ".example.com");
  if (crm_demo_random_chance (&self->random, 75))
    add_address (self, crm_demo_random_chance (&self->random, 80) ? LABEL_OFFICE : LABEL_DELIVERY);
  if (crm_demo_random_chance (&self->random, 3))
    add_point (self, NULL, "other", crm_demo_words_pick (sketch->words, &self->random, "other-contact", NULL)->columns[0]);
}

static void
add_individual (CrmDemoCustomer *self)
{
  const CrmDemoSketch *sketch = self->sketch;
  g_autofree char *number = g_strdup_printf ("%u", self->number);
  gboolean chinese = sketch->is_chinese;

  if (crm_demo_random_chance (&self->random, 94))
    add_phone (self, NULL, TRUE, LABEL_MOBILE);
  if (crm_demo_random_chance (&self->random, chinese ? 40 : 88))
    {
      g_autofree char *login = g_strconcat (sketch->web, number, "@example.org", NULL);

      add_point (self, NULL, "email", login);
    }
  add_text (self, NULL, chinese ? 78 : 4, "wechat", "example-", sketch->web, number);
  if (chinese)
    add_qq (self, NULL, 20);
  add_text (self, NULL, chinese ? 8 : 0, "weibo", "@", sketch->name, "_示例");
  if (crm_demo_random_chance (&self->random, 55))
    add_address (self, LABEL_HOME);
}

void
crm_demo_reach_add_customer (CrmDemoCustomer *self)
{
  if (self->sketch->is_company)
    add_company (self);
  else
    add_individual (self);
}

void
crm_demo_reach_add_person (CrmDemoCustomer *self, const CrmDemoPerson *person, const CrmDemoLine *surname, const CrmDemoLine *given)
{
  const CrmDemoSketch *sketch = self->sketch;
  g_autofree char *login = crm_demo_person_login (sketch->is_chinese, surname, given);
  g_autofree char *domain = g_strconcat ("@", sketch->web, ".example.com", NULL);

  if (crm_demo_random_chance (&self->random, 80))
    add_phone (self, person, TRUE, LABEL_MOBILE);
  add_text (self, person, sketch->is_chinese ? 45 : 85, "email", login, domain, "");
  add_text (self, person, sketch->is_chinese ? 65 : 3, "wechat", "example-", login, "");
  if (sketch->is_chinese)
    add_qq (self, person, 15);
}
