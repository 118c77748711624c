/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What another program asks for by a "clientele:" link. */

#pragma once

#include "core/base/crm-id.h"
#include "core/schema/crm-schema.h"

G_BEGIN_DECLS

/**
 * CrmLinkType:
 * @CRM_LINK_CALL: "clientele:call?from=+8613800138000": somebody calls, as a phone system says
 * @CRM_LINK_RECORD: "clientele:customer/ID", "clientele:deal/ID", "clientele:survey/ID"
 * @CRM_LINK_SEARCH: "clientele:search?q=…"
 * @CRM_LINK_TODAY: "clientele:today": what asks for somebody
 * @CRM_LINK_JOIN: "clientele-join:https://office.example#pin=…": an invitation to a team's server
 */
typedef enum
{
  CRM_LINK_CALL,
  CRM_LINK_RECORD,
  CRM_LINK_SEARCH,
  CRM_LINK_TODAY,
  CRM_LINK_JOIN,
} CrmLinkType;

/**
 * CrmLink:
 * @kind: of the record; %NULL for no record
 * @id: of the record
 * @text: the number that calls, the words to search for, or the whole invitation; %NULL for a record
 *
 * Immutable. Following a link shows something, and never writes.
 */
typedef struct
{
  CrmLinkType type;
  const CrmKind *kind;
  CrmId id;
  char *text;
} CrmLink;

/* Whether @uri has one of the schemes above, sound or not. */
gboolean crm_link_has_scheme (const char *uri);

/**
 * crm_link_parse:
 * @uri: what another program handed over, of any validity
 * @error: %CRM_ERROR_INVALID, with what is wrong with it
 *
 * Anything can be behind a link: what is too long, has control characters, or asks for something else is refused.
 * "clientele://call?…" means the same as "clientele:call?…".
 *
 * Returns: (transfer full): the link. Any thread.
 */
CrmLink *crm_link_parse (const char *uri, GError **error);
CrmLink *crm_link_copy (const CrmLink *self);
void crm_link_free (CrmLink *self);

/* The path of a link to a record, "customer/ID"; and reading it. (transfer full) */
char *crm_link_dup_path (const CrmKind *kind, const CrmId *id);
gboolean crm_link_parse_path (const char *path, const CrmKind **kind, CrmId *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmLink, crm_link_free)

G_END_DECLS
