/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A web form at /f/: what somebody asks of the office becomes a customer, an interaction, and a task. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "core/base/crm-contact-value.h"
#include "core/base/crm-phone.h"
#include "core/surveys/crm-survey-invite.h"
#include "core/surveys/crm-survey-phrase.h"
#include "server/crm-server-arrival.h"
#include "server/crm-server-form-page.h"
#include "server/crm-server-index.h"
#include "server/crm-server-pages-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Nobody has filled it in sooner, and nobody leaves it open longer. */
#define SOONEST_US (2 * G_TIME_SPAN_SECOND)
#define LATEST_US  G_TIME_SPAN_DAY

/* Of one address, and of a form, in ten minutes. */
#define SENT_MOST     8
#define SENT_MOST_ALL 200
#define SENT_WITHIN   600

static const gsize longest[CRM_SERVER_FORM_N_FIELDS] = {
  [CRM_SERVER_FORM_NAME] = 200,
  [CRM_SERVER_FORM_COMPANY] = 200,
  [CRM_SERVER_FORM_PHONE] = 60,
  [CRM_SERVER_FORM_EMAIL] = 254,
  [CRM_SERVER_FORM_MESSAGE] = 10000,
  [CRM_SERVER_FORM_CONSENT] = 10,
};

typedef struct
{
  CrmServerPageVisit *visit;
  CrmServerEntrance entrance;
  char *key;
  GHashTable *posted;
  CrmServerFormPage page;
} Form;

static void
form_clear (Form *self)
{
  crm_server_entrance_clear (&self->entrance);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->posted, g_hash_table_unref);
  g_clear_pointer (&self->page.stamp, g_free);
  for (guint i = 0; i < CRM_SERVER_FORM_N_FIELDS; i++)
    g_clear_pointer (&self->page.values[i], g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Form, form_clear)

/* ── the stamp: when the form was opened, signed ──────────────────────────────────────────── */

static char *
make_stamp (const Form *self)
{
  g_autofree char *random = crm_survey_make_token ();
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT ".%s", self->visit->request->now, random);
  g_autofree char *mac = crm_server_entrance_sign (self->key, text, strlen (text));

  return g_strconcat (text, ".", mac, NULL);
}

/* How long ago the form was opened; -1 where that is not signed. */
static gint64
get_age (const Form *self, const char *stamp)
{
  const char *dot = stamp != NULL ? strrchr (stamp, '.') : NULL;

  if (dot == NULL || !crm_server_entrance_is_signed (self->key, stamp, (gsize)(dot - stamp), dot + 1))
    return -1;
  return self->visit->request->now - g_ascii_strtoll (stamp, NULL, 10);
}

/* ── what was typed ───────────────────────────────────────────────────────────────────────── */

static void
read_values (Form *self)
{
  for (guint i = 0; i < CRM_SERVER_FORM_N_FIELDS; i++)
    {
      const char *value = g_hash_table_lookup (self->posted, crm_server_form_get_name (i));

      self->page.values[i] = value != NULL && *value != '\0' ? g_strstrip (g_strdup (value)) : NULL;
      if (self->page.values[i] != NULL && *self->page.values[i] == '\0')
        g_clear_pointer (&self->page.values[i], g_free);
    }
}

static gboolean
is_email (const char *text)
{
  g_auto (CrmContactValue) value = { 0 };

  crm_contact_value_init (&value, "email", text, "86");
  return value.is_valid;
}

static gboolean
find_problems (Form *self)
{
  char **values = self->page.values;
  CrmServerFormWord *problems = self->page.problems;
  CrmPhone phone;
  gboolean ok = TRUE;

  for (guint i = 0; i < CRM_SERVER_FORM_N_FIELDS; i++)
    if (values[i] != NULL && strlen (values[i]) > longest[i] * 4)
      problems[i] = CRM_SERVER_FORM_WORD_LONG;
    else if (values[i] != NULL && (gsize)g_utf8_strlen (values[i], -1) > longest[i])
      problems[i] = CRM_SERVER_FORM_WORD_LONG;
  if (values[CRM_SERVER_FORM_NAME] == NULL)
    problems[CRM_SERVER_FORM_NAME] = CRM_SERVER_FORM_WORD_NO_NAME;
  if (values[CRM_SERVER_FORM_MESSAGE] == NULL)
    problems[CRM_SERVER_FORM_MESSAGE] = CRM_SERVER_FORM_WORD_NO_MESSAGE;
  if (values[CRM_SERVER_FORM_EMAIL] != NULL && !is_email (values[CRM_SERVER_FORM_EMAIL]))
    problems[CRM_SERVER_FORM_EMAIL] = CRM_SERVER_FORM_WORD_NO_EMAIL;
  if (values[CRM_SERVER_FORM_PHONE] != NULL && !crm_phone_parse (values[CRM_SERVER_FORM_PHONE], self->entrance.calling_code, &phone))
    problems[CRM_SERVER_FORM_PHONE] = CRM_SERVER_FORM_WORD_NO_PHONE;
  if (values[CRM_SERVER_FORM_EMAIL] == NULL && values[CRM_SERVER_FORM_PHONE] == NULL)
    problems[CRM_SERVER_FORM_PHONE] = CRM_SERVER_FORM_WORD_NO_WAY;
  for (guint i = 0; i < CRM_SERVER_FORM_N_FIELDS; i++)
    ok &= problems[i] == CRM_SERVER_FORM_WORD_NONE;
  return ok;
}

/* ── what becomes of it ───────────────────────────────────────────────────────────────────── */

/* Everything as it was given: who is found by an address may have given another name. */
static char *
make_text (const Form *self)
{
  static const struct
  {
    guint field;
    const char *label;
  } lines[] = {
    { CRM_SERVER_FORM_NAME, N_ ("Name: %s") },
    { CRM_SERVER_FORM_COMPANY, N_ ("Company: %s") },
    { CRM_SERVER_FORM_PHONE, N_ ("Phone: %s") },
    { CRM_SERVER_FORM_EMAIL, N_ ("Email: %s") },
  };
  GString *text = g_string_new (self->page.values[CRM_SERVER_FORM_MESSAGE]);

  g_string_append (text, "\n");
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (self->page.values[lines[i].field] != NULL)
      {
        g_auto (GStrv) around = g_strsplit (_ (lines[i].label), "%s", 2);

        g_string_append_printf (text, "\n%s%s%s", around[0], self->page.values[lines[i].field], around[1] != NULL ? around[1] : "");
      }
  g_string_append_printf (text, "\n%s", self->page.values[CRM_SERVER_FORM_CONSENT] != NULL ? _ ("Agrees to be contacted") : _ ("Did not agree to be contacted further"));
  return g_string_free_and_steal (text);
}

/* Sent twice it is one; changed in between it is another. */
static CrmId
make_cause (const Form *self)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *stamp = g_hash_table_lookup (self->posted, CRM_SERVER_FORM_STAMP);

  g_checksum_update (checksum, (const guchar *)stamp, -1);
  for (guint i = 0; i < CRM_SERVER_FORM_N_FIELDS; i++)
    {
      g_checksum_update (checksum, (const guchar *)"\n", 1);
      g_checksum_update (checksum, (const guchar *)(self->page.values[i] != NULL ? self->page.values[i] : ""), -1);
    }
  return crm_id_from_name (&self->visit->workspace, g_checksum_get_string (checksum));
}

static gboolean
look_up (Form *self, CrmServerArrival *arrival, gboolean *known, GError **error)
{
  CrmServerStorage *storage = self->visit->storage;
  CrmServerWorkspace state;
  int found;
  gboolean ok;

  if (!crm_server_storage_begin (storage, &self->visit->workspace, FALSE, &state, error))
    return FALSE;
  found = crm_server_arrival_is_known (arrival, storage, error);
  ok = found >= 0 && (found > 0 || crm_server_arrival_find (arrival, storage, &self->entrance, error));
  crm_server_storage_rollback (storage);
  *known = found > 0;
  return ok;
}

static gboolean
write_down (Form *self, GError **error)
{
  char **values = self->page.values;
  gint64 now = self->visit->request->now;
  g_autofree char *text = make_text (self);
  /* Translators: the title of a task: the name of a person or a company. */
  g_autofree char *title = g_strdup_printf (_ ("Answer the request of %s"), values[CRM_SERVER_FORM_COMPANY] != NULL ? values[CRM_SERVER_FORM_COMPANY] : values[CRM_SERVER_FORM_NAME]);
  g_auto (CrmServerArrival) arrival = { .cause = make_cause (self), .kind = "web", .direction = "in", .at = now, .text = text, .name = values[CRM_SERVER_FORM_NAME], .company = values[CRM_SERVER_FORM_COMPANY], .phone = values[CRM_SERVER_FORM_PHONE], .email = values[CRM_SERVER_FORM_EMAIL], .consents = values[CRM_SERVER_FORM_CONSENT] != NULL };
  g_autoptr (CrmEdit) edit = crm_edit_new ("", CRM_EDIT_ORIGIN_IMPORT);
  gboolean known;

  if (!look_up (self, &arrival, &known, error))
    return FALSE;
  if (known)
    return TRUE;
  if (!arrival.has_customer)
    crm_server_arrival_add_customer (&arrival, edit, &self->entrance, now);
  crm_server_arrival_add_interaction (&arrival, edit);
  crm_server_arrival_add_task (&arrival, edit, &self->entrance, title, NULL, now);
  return crm_server_arrival_write (&arrival, self->visit, &self->entrance, edit, error);
}

/* ── a visit ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
may_send (Form *self)
{
  const CrmServerPageRequest *request = self->visit->request;

  return crm_server_limit_take (self->visit->limit, "form", request->address, SENT_MOST, SENT_WITHIN, request->now) && crm_server_limit_take (self->visit->limit, "form of all", self->visit->hash, SENT_MOST_ALL, SENT_WITHIN, request->now);
}

static gboolean
answer_post (Form *self, GError **error)
{
  const char *trap = g_hash_table_lookup (self->posted, CRM_SERVER_FORM_TRAP);
  const char *stamp = g_hash_table_lookup (self->posted, CRM_SERVER_FORM_STAMP);
  gint64 age = get_age (self, stamp);
  gboolean in_time = age >= SOONEST_US && age <= LATEST_US;

  read_values (self);
  self->page.late = !in_time;
  if (!find_problems (self) || !in_time)
    {
      /* Who was too quick has been so only once. */
      self->page.stamp = age >= 0 && age <= LATEST_US ? g_strdup (stamp) : make_stamp (self);
      crm_server_form_page_write (&self->page, self->visit->response);
      return TRUE;
    }
  if (!may_send (self))
    {
      crm_server_page_say_busy (self->visit->request, self->visit->response);
      return TRUE;
    }
  /* Who fills in what nobody sees is told what everybody is told. */
  if ((trap == NULL || *trap == '\0') && !write_down (self, error))
    return FALSE;
  crm_server_page_redirect (g_strdup_printf ("?sent=1&l=%s", self->page.language), self->visit->response);
  return TRUE;
}

gboolean
crm_server_form_answer (CrmServerPageVisit *visit, GError **error)
{
  g_auto (Form) self = { .visit = visit };

  if (crm_server_entrance_open (visit->storage, &visit->workspace, CRM_SERVER_ITEM_FORM, visit->hash, visit->request->token, &self.entrance, &self.key, error) < 0)
    return FALSE;
  if (self.key == NULL)
    return TRUE;
  self.page.title = self.entrance.name;
  self.page.language = crm_server_form_choose_language (visit->request->languages, crm_server_page_get_query (visit->request, "l"));
  self.posted = crm_server_page_get_posted (visit->request);
  if (crm_server_page_is_post (visit->request))
    return answer_post (&self, error);
  self.page.stamp = make_stamp (&self);
  self.page.sent = crm_server_page_get_query (visit->request, "sent") != NULL;
  crm_server_form_page_write (&self.page, visit->response);
  return TRUE;
}
