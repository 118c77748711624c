/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Customers and their people as business cards. */

#define G_LOG_DOMAIN "crm-exchange"

#include "config.h"

#include "core/exchange/crm-export-private.h"

#include "core/base/crm-date.h"
#include "core/customers/crm-profile.h"
#include "core/exchange/crm-column-value.h"
#include "core/exchange/crm-vcard-writer.h"
#include "core/schema/crm-schema-customers.h"

#include <string.h>

#define VERSION 30

/* What a contact point is in a card: a property of its own, or an account with a messenger. */
static const struct
{
  const char *kind;
  const char *property;
  const char *service;
} properties[] = {
  { "phone", "TEL", NULL },
  { "email", "EMAIL", NULL },
  { "web", "URL", NULL },
  { "wechat", "IMPP", "WeChat" },
  { "wecom", "IMPP", "WeCom" },
  { "qq", "IMPP", "QQ" },
  { "weibo", "IMPP", "Weibo" },
};

static CrmVcardProperty *
add_account (CrmVcard *card, const char *service, const char *account)
{
  g_autofree char *value = g_strconcat ("x-apple:", account, NULL);
  CrmVcardProperty *property = crm_vcard_add (card, "IMPP", value);

  crm_vcard_property_add_param (property, "X-SERVICE-TYPE", service);
  return property;
}

static CrmVcardProperty *
add_property (CrmVcard *card, const char *kind, const char *value)
{
  const char *const address[] = { "", "", value, "", "", "", "", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    if (g_strcmp0 (properties[i].kind, kind) == 0)
      return properties[i].service != NULL ? add_account (card, properties[i].service, value) : crm_vcard_add (card, properties[i].property, value);
  if (g_strcmp0 (kind, "address") == 0)
    return crm_vcard_add_components (card, "ADR", address);
  return crm_vcard_add (card, "NOTE", value);
}

/* What is not to be used is left out: a card says nothing of consent. */
static void
add_points (CrmVcard *card, GPtrArray *points)
{
  guint group = 0;

  for (guint i = 0; i < points->len; i++)
    {
      const CrmRecord *point = points->pdata[i];
      const char *label = crm_record_get_text (point, CRM_CONTACT_POINT_LABEL);
      CrmVcardProperty *property, *labelled;

      if (crm_record_get_integer (point, CRM_CONTACT_POINT_OPT_OUT, 0) != 0)
        continue;
      property = add_property (card, crm_record_get_text (point, CRM_CONTACT_POINT_KIND), crm_record_get_text (point, CRM_CONTACT_POINT_VALUE));
      if (property == NULL || label == NULL)
        continue;
      property->group = g_strdup_printf ("item%u", ++group);
      labelled = crm_vcard_add (card, "X-ABLABEL", label);
      labelled->group = g_strdup (property->group);
    }
}

/* Family and given name: by the last space; a Chinese name stays whole, since not every surname has one character. */
static void
add_name (CrmVcard *card, const char *name)
{
  const char *space = strrchr (name, ' ');
  g_autofree char *given = space != NULL ? g_strndup (name, (gsize)(space - name)) : NULL;
  const char *const components[] = { space != NULL ? space + 1 : name, given != NULL ? given : "", "", "", "", NULL };

  crm_vcard_add (card, "FN", name);
  crm_vcard_add_components (card, "N", components);
}

static void
add_organization (CrmVcard *card, const char *name, const char *department)
{
  const char *const components[] = { name, department, NULL };

  crm_vcard_add_components (card, "ORG", components);
}

static void
add_common (CrmVcard *card, const CrmRecord *record, guint birthday, guint note)
{
  char id[CRM_ID_STRING_LENGTH + 1];
  char date[CRM_DATE_LENGTH];
  g_autofree char *uid = g_strconcat ("urn:uuid:", crm_id_format (&record->id, id), NULL);
  CrmDate day = (CrmDate)crm_record_get_integer (record, birthday, CRM_DATE_NONE);

  crm_vcard_add (card, "UID", uid);
  if (crm_date_is_valid (day))
    crm_vcard_add (card, "BDAY", crm_date_to_iso (day, date));
  crm_vcard_add (card, "NOTE", crm_record_get_text (record, note));
}

/* As "name;value", for no standard has a place for them. */
static void
add_custom (CrmVcard *card, const CrmProfile *profile)
{
  for (guint i = 0; i < profile->custom->len; i++)
    {
      const CrmProfileCustom *custom = profile->custom->pdata[i];
      const CrmField *field = &custom->field->field;
      g_autofree char *text = custom->referred != NULL ? g_strdup (crm_record_get_title (custom->referred))
                                                       : crm_column_value_format (field, crm_custom_field_get_value (custom->field, custom->value), NULL, FALSE);
      const char *const components[] = { crm_custom_field_get_label (custom->field), text, NULL };

      if (text != NULL)
        crm_vcard_add_components (card, CRM_VCARD_CUSTOM_FIELD, components);
    }
}

static CrmVcard *
make_customer_card (const CrmProfile *profile)
{
  CrmVcard *card = crm_vcard_new ();
  const char *name = crm_record_get_title (profile->customer);
  g_autoptr (GPtrArray) tags = g_ptr_array_new ();

  if (g_strcmp0 (crm_record_get_text (profile->customer, CRM_CUSTOMER_TYPE), "individual") == 0)
    {
      add_name (card, name);
    }
  else
    {
      crm_vcard_add (card, "FN", name);
      add_organization (card, name, NULL);
      crm_vcard_add (card, "X-ABSHOWAS", "COMPANY");
    }
  add_points (card, profile->points);
  add_common (card, profile->customer, CRM_CUSTOMER_BIRTHDAY, CRM_CUSTOMER_NOTE);
  add_custom (card, profile);
  for (guint i = 0; i < profile->tags->len; i++)
    g_ptr_array_add (tags, (gpointer)crm_record_get_title (((CrmProfileTag *)profile->tags->pdata[i])->tag));
  g_ptr_array_add (tags, NULL);
  crm_vcard_add_list (card, "CATEGORIES", (const char *const *)tags->pdata);
  return card;
}

static CrmVcard *
make_person_card (const CrmProfile *profile, const CrmProfilePerson *person)
{
  CrmVcard *card = crm_vcard_new ();

  add_name (card, crm_record_get_title (person->person));
  add_organization (card, crm_record_get_title (profile->customer), crm_record_get_text (person->role, CRM_ROLE_DEPARTMENT));
  crm_vcard_add (card, "TITLE", crm_record_get_text (person->role, CRM_ROLE_TITLE));
  add_points (card, person->points);
  add_common (card, person->person, CRM_PERSON_BIRTHDAY, CRM_PERSON_NOTE);
  return card;
}

static gboolean
write_profile (CrmVcardWriter *writer, const CrmProfile *profile, GError **error)
{
  g_autoptr (CrmVcard) card = make_customer_card (profile);

  if (!crm_vcard_writer_add (writer, card, error))
    return FALSE;
  for (guint i = 0; i < profile->people->len; i++)
    {
      const CrmProfilePerson *person = profile->people->pdata[i];
      g_autoptr (CrmVcard) own = NULL;

      if (crm_record_has (person->role, CRM_ROLE_TO))
        continue;
      own = make_person_card (profile, person);
      if (!crm_vcard_writer_add (writer, own, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_at (const CrmExport *self, CrmVcardWriter *writer, gint64 rowid, GError **error)
{
  GError *local_error = NULL;
  g_autoptr (CrmRecord) record = crm_connection_read_record_at (self->connection, &crm_kind_customer, rowid, &local_error);
  g_autoptr (CrmProfile) profile = record != NULL ? crm_profile_load (self->connection, &record->id, &local_error) : NULL;

  if (local_error == NULL)
    return profile == NULL || write_profile (writer, profile, error);
  g_propagate_error (error, local_error);
  return FALSE;
}

gboolean
crm_export_write_cards (const CrmExport *self, GError **error)
{
  g_autoptr (CrmVcardWriter) writer = crm_vcard_writer_new (self->path, VERSION, error);

  if (writer == NULL)
    return FALSE;
  for (guint i = 0; i < self->answer->n_rows; i++)
    if (!crm_export_step (self, error) || !write_at (self, writer, self->answer->rowids[i], error))
      return FALSE;
  return crm_vcard_writer_finish (writer, error);
}
