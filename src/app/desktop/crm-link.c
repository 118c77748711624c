/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What another program asks for by a "clientele:" link. */

#include "config.h"

#include "app/desktop/crm-link.h"

#include "core/base/crm-error.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-surveys.h"
#include "sync/crm-server-address.h"

#include <glib/gi18n-lib.h>

#define SCHEME      "clientele:"
#define JOIN_SCHEME "clientele-join:"

/* Bytes. Longer than any that is meant well. */
#define MAX_LINK   2048
#define MAX_NUMBER 40
#define MAX_SEARCH 400

static const CrmKind *const kinds[] = { &crm_kind_customer, &crm_kind_deal, &crm_kind_survey };

static gboolean
has_scheme (const char *uri, const char *scheme)
{
  return g_ascii_strncasecmp (uri, scheme, strlen (scheme)) == 0;
}

gboolean
crm_link_has_scheme (const char *uri)
{
  g_return_val_if_fail (uri != NULL, FALSE);

  return has_scheme (uri, SCHEME) || has_scheme (uri, JOIN_SCHEME);
}

static CrmLink *
refuse (GError **error, const char *reason)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The link was not followed: %s."), reason);
  return NULL;
}

static gboolean
is_plain (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

/* Takes @text. */
static CrmLink *
new_text (CrmLinkType type, char *text)
{
  CrmLink *self = g_new0 (CrmLink, 1);

  self->type = type;
  self->text = text;
  return self;
}

/* ── parts ────────────────────────────────────────────────────────────────────────────────── */

/* The decoded value of a parameter, stripped; NULL where there is none, or none that is plain text. A plus sign stands for itself, as phone systems
   write it. */
static char *
dup_parameter (const char *query, const char *name)
{
  g_autoptr (GHashTable) table = query != NULL ? g_uri_parse_params (query, -1, "&", G_URI_PARAMS_NONE, NULL) : NULL;
  const char *value = table != NULL ? g_hash_table_lookup (table, name) : NULL;

  if (value == NULL || !g_utf8_validate (value, -1, NULL) || !is_plain (value))
    return NULL;
  return g_strstrip (g_strdup (value));
}

/* Digits and what stands between them: enough to look a number up, and nothing a person could be fooled with. */
static gboolean
is_number (const char *text)
{
  guint digits = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        digits++;
      else if (strchr ("+-. ()/#", *p) == NULL)
        return FALSE;
    }
  return digits >= 3 && strlen (text) <= MAX_NUMBER;
}

static CrmLink *
parse_call (const char *query, GError **error)
{
  g_autofree char *number = dup_parameter (query, "from");

  if (number == NULL || !is_number (number))
    return refuse (error, _ ("it names no phone number"));
  return new_text (CRM_LINK_CALL, g_steal_pointer (&number));
}

static CrmLink *
parse_search (const char *query, GError **error)
{
  g_autofree char *words = dup_parameter (query, "q");

  if (words == NULL || *words == '\0' || strlen (words) > MAX_SEARCH)
    return refuse (error, _ ("it has nothing to search for"));
  /* As web pages write a space. */
  return new_text (CRM_LINK_SEARCH, g_strdelimit (g_steal_pointer (&words), "+", ' '));
}

static CrmLink *
parse_record (const char *path, GError **error)
{
  CrmLink link = { CRM_LINK_RECORD };

  if (!crm_link_parse_path (path, &link.kind, &link.id))
    return refuse (error, _ ("it asks for something that Clientele does not know"));
  return g_memdup2 (&link, sizeof link);
}

static CrmLink *
parse_join (const char *uri, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CrmServerAddress) address = crm_server_address_parse (uri, &local_error);

  if (address == NULL)
    return refuse (error, _ ("it is no invitation to a team’s server"));
  return new_text (CRM_LINK_JOIN, g_strdup (uri));
}

/* ── public ───────────────────────────────────────────────────────────────────────────────── */

CrmLink *
crm_link_parse (const char *uri, GError **error)
{
  g_autofree char *path = NULL;
  const char *rest, *query;

  g_return_val_if_fail (uri != NULL, NULL);

  if (strlen (uri) > MAX_LINK || !g_utf8_validate (uri, -1, NULL) || !is_plain (uri) || !crm_link_has_scheme (uri))
    return refuse (error, _ ("it is damaged, or too long"));
  if (has_scheme (uri, JOIN_SCHEME))
    return parse_join (uri, error);
  rest = uri + strlen (SCHEME);
  rest += strspn (rest, "/");
  query = strchr (rest, '?');
  path = query != NULL ? g_strndup (rest, (gsize)(query - rest)) : g_strdup (rest);
  if (g_str_has_suffix (path, "/"))
    path[strlen (path) - 1] = '\0';
  if (g_str_equal (path, "call"))
    return parse_call (query != NULL ? query + 1 : NULL, error);
  if (g_str_equal (path, "search"))
    return parse_search (query != NULL ? query + 1 : NULL, error);
  if (g_str_equal (path, "today"))
    return new_text (CRM_LINK_TODAY, NULL);
  return parse_record (path, error);
}

CrmLink *
crm_link_copy (const CrmLink *self)
{
  CrmLink *copy = g_memdup2 (self, sizeof *self);

  copy->text = g_strdup (self->text);
  return copy;
}

void
crm_link_free (CrmLink *self)
{
  g_free (self->text);
  g_free (self);
}

char *
crm_link_dup_path (const CrmKind *kind, const CrmId *id)
{
  char text[CRM_ID_STRING_LENGTH + 1];

  g_return_val_if_fail (kind != NULL && id != NULL, NULL);

  return g_strconcat (kind->name, "/", crm_id_format (id, text), NULL);
}

gboolean
crm_link_parse_path (const char *path, const CrmKind **kind, CrmId *id)
{
  const char *slash;

  g_return_val_if_fail (path != NULL && kind != NULL && id != NULL, FALSE);

  slash = strchr (path, '/');
  if (slash == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strlen (kinds[i]->name) == (gsize)(slash - path) && strncmp (path, kinds[i]->name, (gsize)(slash - path)) == 0)
      {
        *kind = kinds[i];
        return crm_id_parse (slash + 1, id) && !crm_id_is_nil (id);
      }
  return FALSE;
}
