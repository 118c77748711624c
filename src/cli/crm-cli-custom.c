/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Custom fields as a command line names them: custom.LABEL. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-custom.h"

#include "cli/crm-cli-record.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PREFIX "custom."

gboolean
crm_cli_custom_is_named (const char *text)
{
  return g_str_has_prefix (text, PREFIX);
}

static CrmCustomField *
find (GPtrArray *fields, const char *text, char separator, const char **rest)
{
  const char *label = text + strlen (PREFIX);
  CrmCustomField *found = NULL;

  for (const char *end = strchr (label, separator); end != NULL; end = strchr (end + 1, separator))
    {
      g_autofree char *name = g_strndup (label, (gsize)(end - label));
      CrmCustomField *field = crm_custom_fields_find (fields, name);

      if (field == NULL)
        continue;
      found = field;
      *rest = end + 1;
    }
  return found;
}

static void
fail (GPtrArray *fields, const char *text, char separator, GError **error)
{
  const char *label = text + strlen (PREFIX);
  g_autofree char *name = g_strndup (label, strcspn (label, (const char[]){ separator, '\0' }));
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < fields->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", crm_custom_field_get_label (fields->pdata[i]));
  if (fields->len > 0)
    g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("There is no custom field “%1$s”. There are: %2$s."), name, names->str);
  else
    g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("There is no custom field “%s”, nor any other."), name);
}

static GPtrArray *
read_fields (CrmCli *cli, GError **error)
{
  return dex_await_boxed (crm_store_read (cli->store, cli->cancellable, crm_custom_fields_read_into, NULL, NULL), error);
}

CrmCustomField *
crm_cli_custom_find (CrmCli *cli, const char *text, char separator, const char **rest, GError **error)
{
  g_autoptr (GPtrArray) fields = read_fields (cli, error);
  CrmCustomField *field = fields != NULL ? find (fields, text, separator, rest) : NULL;

  if (field != NULL)
    return crm_custom_field_ref (field);
  if (fields != NULL)
    fail (fields, text, separator, error);
  return NULL;
}

typedef struct
{
  GPtrArray *fields;
  CrmProfile *profile; /* NULL for a new customer */
} Known;

static CrmRecord *
find_value (const Known *known, const CrmCustomField *field)
{
  for (guint i = 0; known->profile != NULL && i < known->profile->custom->len; i++)
    {
      const CrmProfileCustom *custom = known->profile->custom->pdata[i];

      if (crm_id_equal (crm_custom_field_get_id (custom->field), crm_custom_field_get_id (field)))
        return custom->value;
    }
  return NULL;
}

static gboolean
assign (CrmCli *cli, const Known *known, CrmEdit *edit, const CrmId *customer, const char *assignment, GError **error)
{
  CrmValueStyle style = crm_cli_get_style (cli);
  const char *text = NULL;
  CrmCustomField *field = find (known->fields, assignment, '=', &text);
  CrmValue value;

  if (field == NULL)
    {
      fail (known->fields, assignment, '=', error);
      return FALSE;
    }
  if (!crm_value_parse (text, &field->field, &style, crm_clock_now (cli->clock), &value, error))
    {
      g_prefix_error (error, "%s: ", crm_custom_field_get_label (field));
      return FALSE;
    }
  crm_custom_field_set_value (field, edit, customer, find_value (known, field), value);
  return TRUE;
}

gboolean
crm_cli_custom_assign (CrmCli *cli, CrmEdit *edit, const CrmId *customer, gboolean is_new, char **assignments, GError **error)
{
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (CrmProfile) profile = NULL;

  for (char **assignment = assignments; *assignment != NULL; assignment++)
    {
      if (!crm_cli_custom_is_named (*assignment))
        continue;
      if (fields == NULL && ((fields = read_fields (cli, error)) == NULL || (!is_new && (profile = crm_cli_record_load_profile (cli, customer, error)) == NULL)))
        return FALSE;
      if (!assign (cli, &(Known){ fields, profile }, edit, customer, *assignment, error))
        return FALSE;
    }
  return TRUE;
}
