/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is derived from a new record and nothing but the file's settings: made by whoever brings the record, on any thread. */

#define G_LOG_DOMAIN "crm-writer"

#include "core/store/crm-fresh-keys.h"

#include "core/customers/crm-customer-digest.h"

void
crm_key_settings_init (CrmKeySettings *self, const char *calling_code, const char *han_first)
{
  *self = (CrmKeySettings){ .han_first = han_first != NULL };
  g_strlcpy (self->calling_code, calling_code != NULL ? calling_code : "", sizeof self->calling_code);
}

gboolean
crm_key_settings_read (CrmConnection *connection, CrmKeySettings *self, GError **error)
{
  GError *local_error = NULL;
  g_autofree char *calling_code = crm_connection_dup_setting (connection, "calling-code", &local_error);
  g_autofree char *han_first = local_error == NULL ? crm_connection_dup_setting (connection, "han-first", &local_error) : NULL;

  crm_key_settings_init (self, calling_code, han_first);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

gboolean
crm_key_settings_equal (const CrmKeySettings *a, const CrmKeySettings *b)
{
  return a->han_first == b->han_first && strcmp (a->calling_code, b->calling_code) == 0;
}

void
crm_fresh_keys_derive (const CrmRulesContext *context, const CrmKind *kind, CrmValue *values, const CrmRecord *before)
{
  g_autofree CrmValue *copy = NULL;

  if (kind->rules == NULL || kind->rules->prepare == NULL)
    return;
  copy = g_new0 (CrmValue, kind->n_fields);
  for (guint i = 0; i < kind->n_fields; i++)
    copy[i] = crm_value_copy (&values[i]);
  kind->rules->prepare (context, copy, before, NULL);
  for (guint i = 0; i < kind->n_fields; i++)
    if ((kind->fields[i].flags & CRM_FIELD_FACT) != 0)
      {
        crm_value_clear (&values[i]);
        values[i] = copy[i];
      }
    else
      crm_value_clear (&copy[i]);
}

GString *
crm_fresh_keys_make_document (const CrmValue *values)
{
  g_auto (CrmCustomerDigest) digest = { 0 };

  crm_customer_digest_init (&digest);
  crm_customer_digest_add_customer (&digest, values);
  return g_steal_pointer (&digest.document);
}

/* What rules derive of other kinds they may look up. */
static gboolean
is_derived_from_itself (const CrmKind *kind)
{
  return kind->id == CRM_KIND_CUSTOMER || kind->id == CRM_KIND_PERSON || kind->id == CRM_KIND_CONTACT_POINT;
}

void
crm_fresh_keys_add (CrmChange *change, const CrmKeySettings *settings)
{
  /* No connection: keys alone are made. What a change dates is dated already. */
  CrmRulesContext context = { .calling_code = settings->calling_code, .han_first = settings->han_first, .replays = TRUE };

  g_return_if_fail (change->stamp != NULL);

  if (change->stamp->erased || !is_derived_from_itself (change->kind))
    return;
  crm_fresh_keys_derive (&context, change->kind, change->stamp->values, NULL);
  change->stamp->has_keys = TRUE;
  if (change->kind->id == CRM_KIND_CUSTOMER && !change->stamp->deleted)
    change->stamp->document = crm_fresh_keys_make_document (change->stamp->values);
}
