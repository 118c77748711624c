/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody who writes or calls. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-arrival.h"

#include "core/base/crm-contact-value.h"
#include "core/base/crm-date-time.h"
#include "core/base/crm-error.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "server/crm-server-clerk.h"
#include "server/crm-server-index.h"
#include "server/crm-server-password.h"

#include <glib/gi18n-lib.h>

void
crm_server_arrival_clear (CrmServerArrival *self)
{
  g_clear_pointer (&self->scope, g_free);
}

CrmId
crm_server_arrival_make_id (const CrmServerArrival *self, const char *name)
{
  return crm_id_from_name (&self->cause, name);
}

int
crm_server_arrival_is_known (CrmServerArrival *self, CrmServerStorage *storage, GError **error)
{
  static const char *const kinds[] = { "interaction", "task" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_auto (CrmServerRecord) record = { 0 };
      CrmId id = crm_server_arrival_make_id (self, kinds[i]);
      int found = crm_server_storage_read_record (storage, kinds[i], &id, &record, error);

      if (found != 0)
        return found;
    }
  return 0;
}

/* ── who it is ────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_scope (CrmServerArrival *self, CrmServerStorage *storage, GError **error)
{
  g_auto (CrmServerRecord) record = { 0 };
  int found = crm_server_storage_read_record (storage, crm_kind_customer.name, &self->customer, &record, error);

  if (found > 0 && !crm_sync_record_is_deleted (record.state))
    {
      self->scope = g_steal_pointer (&record.scope);
      return TRUE;
    }
  if (found >= 0)
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is no such customer."));
  return FALSE;
}

gboolean
crm_server_arrival_find (CrmServerArrival *self, CrmServerStorage *storage, const CrmServerEntrance *entrance, GError **error)
{
  CrmId by_email, by_phone;
  int emails, phones;

  if (self->has_customer)
    return read_scope (self, storage, error);
  emails = self->email != NULL ? crm_server_index_find_customer (storage, "email", self->email, entrance->calling_code, &by_email, error) : 0;
  phones = emails >= 0 && self->phone != NULL ? crm_server_index_find_customer (storage, "phone", self->phone, entrance->calling_code, &by_phone, error) : 0;
  if (emails < 0 || phones < 0)
    return FALSE;
  if (emails == 1 && phones == 1 && !crm_id_equal (&by_email, &by_phone))
    return TRUE;
  if (emails != 1 && phones != 1)
    return TRUE;
  self->has_customer = TRUE;
  self->customer = emails == 1 ? by_email : by_phone;
  return read_scope (self, storage, error);
}

/* ── what is written ──────────────────────────────────────────────────────────────────────── */

static CrmChange *
create (const CrmServerArrival *self, CrmEdit *edit, const CrmKind *kind, const char *name)
{
  CrmId id = crm_server_arrival_make_id (self, name);

  return crm_edit_create (edit, kind, &id);
}

static void
add_contact_point (const CrmServerArrival *self, CrmEdit *edit, const CrmServerEntrance *entrance, guint owner, const CrmId *of, const char *kind, const char *text)
{
  g_auto (CrmContactValue) value = { 0 };
  CrmChange *point;

  if (text == NULL)
    return;
  crm_contact_value_init (&value, kind, text, entrance->calling_code);
  point = create (self, edit, &crm_kind_contact_point, kind);
  crm_change_set_id (point, owner, of);
  crm_change_set_text (point, CRM_CONTACT_POINT_KIND, kind);
  crm_change_set_text (point, CRM_CONTACT_POINT_VALUE, value.display);
}

/* Who writes for a company is one of its people. */
static void
add_person (const CrmServerArrival *self, CrmEdit *edit, const CrmServerEntrance *entrance)
{
  CrmChange *person = create (self, edit, &crm_kind_person, "person"), *role = create (self, edit, &crm_kind_role, "role");
  CrmId id = person->id;

  crm_change_set_text (person, CRM_PERSON_NAME, self->name);
  crm_change_set_id (role, CRM_ROLE_CUSTOMER, &self->customer);
  crm_change_set_id (role, CRM_ROLE_PERSON, &id);
  add_contact_point (self, edit, entrance, CRM_CONTACT_POINT_PERSON, &id, "phone", self->phone);
  add_contact_point (self, edit, entrance, CRM_CONTACT_POINT_PERSON, &id, "email", self->email);
}

static const char *
choose_name (const CrmServerArrival *self)
{
  if (self->company != NULL)
    return self->company;
  return self->name != NULL ? self->name : self->phone != NULL ? self->phone
                                                               : self->email;
}

void
crm_server_arrival_add_customer (CrmServerArrival *self, CrmEdit *edit, const CrmServerEntrance *entrance, gint64 now)
{
  CrmChange *customer = create (self, edit, &crm_kind_customer, "customer");
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  self->has_customer = TRUE;
  self->customer = customer->id;
  crm_change_set_text (customer, CRM_CUSTOMER_TYPE, self->company != NULL ? "company" : "individual");
  crm_change_set_text (customer, CRM_CUSTOMER_NAME, choose_name (self));
  crm_change_set_text (customer, CRM_CUSTOMER_SOURCE, "web");
  crm_change_set_text (customer, CRM_CUSTOMER_SOURCE_DETAIL, entrance->name);
  crm_change_set_id (customer, CRM_CUSTOMER_OWNER, &entrance->owner);
  if (self->consents)
    {
      crm_change_set_text (customer, CRM_CUSTOMER_CONSENT, "given");
      crm_change_set_integer (customer, CRM_CUSTOMER_CONSENT_DATE, crm_date_time_to_local (now, zone, NULL));
    }
  if (self->company != NULL && self->name != NULL)
    {
      add_person (self, edit, entrance);
      return;
    }
  add_contact_point (self, edit, entrance, CRM_CONTACT_POINT_CUSTOMER, &self->customer, "phone", self->phone);
  add_contact_point (self, edit, entrance, CRM_CONTACT_POINT_CUSTOMER, &self->customer, "email", self->email);
}

void
crm_server_arrival_add_interaction (const CrmServerArrival *self, CrmEdit *edit)
{
  CrmChange *interaction = create (self, edit, &crm_kind_interaction, "interaction");

  crm_change_set_id (interaction, CRM_INTERACTION_CUSTOMER, &self->customer);
  crm_change_set_text (interaction, CRM_INTERACTION_KIND, self->kind);
  crm_change_set_text (interaction, CRM_INTERACTION_DIRECTION, self->direction);
  crm_change_set_integer (interaction, CRM_INTERACTION_AT, self->at);
  if (self->minutes > 0)
    crm_change_set_integer (interaction, CRM_INTERACTION_MINUTES, self->minutes);
  crm_change_set_text (interaction, CRM_INTERACTION_TEXT, self->text);
}

void
crm_server_arrival_add_task (const CrmServerArrival *self, CrmEdit *edit, const CrmServerEntrance *entrance, const char *title, const char *note, gint64 now)
{
  CrmChange *task = create (self, edit, &crm_kind_task, "task");

  if (self->has_customer)
    crm_change_set_id (task, CRM_TASK_CUSTOMER, &self->customer);
  crm_change_set_text (task, CRM_TASK_KIND, self->phone != NULL ? "call" : self->email != NULL ? "email"
                                                                                               : "task");
  crm_change_set_text (task, CRM_TASK_TITLE, title);
  crm_change_set_text (task, CRM_TASK_NOTE, note);
  crm_change_set_integer (task, CRM_TASK_DUE, now);
  crm_change_set_integer (task, CRM_TASK_DUE_HAS_TIME, 0);
  crm_change_set_id (task, CRM_TASK_ASSIGNEE, &entrance->owner);
}

gboolean
crm_server_arrival_write (const CrmServerArrival *self, CrmServerPageVisit *visit, const CrmServerEntrance *entrance, CrmEdit *edit, GError **error)
{
  CrmId author = crm_server_clerk_choose_author (&visit->workspace, self->scope, &entrance->owner);

  if (!crm_server_clerk_write (visit->storage, &visit->workspace, &author, edit, visit->request->now, crm_server_random_number (), error))
    return FALSE;
  crm_server_page_visit_note (visit);
  return TRUE;
}
