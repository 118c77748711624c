/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Merges what a client pushes into what the server has, and gives each change its number. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-push.h"

#include "core/base/crm-error.h"
#include "core/schema/crm-schema.h"
#include "server/crm-server-blob.h"
#include "server/crm-server-erase.h"
#include "sync/crm-cursor.h"
#include "sync/crm-merge.h"
#include "sync/crm-wire-record.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A push being stored. */
typedef struct
{
  CrmServerStorage *storage;
  const CrmServerCaller *caller;
  CrmServerWorkspace workspace;
  gint64 now;
  guint64 own_node; /* the pushing file's */

  /* where it went, as long as all of it went there as it came, in one go */
  gboolean is_strewn;
  gint64 first; /* the number before its own */
  char *scope;  /* (nullable) */
} Push;

static void
push_clear (Push *push)
{
  g_clear_pointer (&push->scope, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Push, push_clear)

/* One record of it. */
typedef struct
{
  CrmSyncRecord *sent;
  CrmServerRecord before; /* without a state where there is none */
  CrmServerRecord after;
  CrmWireVerdict verdict;
} Item;

static void
item_clear (Item *item)
{
  crm_server_record_clear (&item->before);
  crm_server_record_clear (&item->after);
  g_clear_pointer (&item->verdict.record, crm_sync_record_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Item, item_clear)

/* ── what is to be said ───────────────────────────────────────────────────────────────────── */

static void
say (Item *item, CrmVerdict verdict, const char *reason)
{
  g_clear_pointer (&item->verdict.record, crm_sync_record_unref);
  item->verdict.verdict = verdict;
  item->verdict.reason = reason;
  if ((verdict == CRM_VERDICT_REJECTED || verdict == CRM_VERDICT_MERGE || verdict == CRM_VERDICT_CLOCK) && item->before.state != NULL)
    item->verdict.record = crm_sync_record_ref (item->before.state);
}

static const CrmRegister *
find_stored (const Item *item, const CrmRegister *sent)
{
  return item->before.state != NULL ? crm_sync_record_find (item->before.state, sent->field) : NULL;
}

/* Above 0 when what was sent stays, 0 when it is there already. */
static int
compare (const Item *item, const CrmRegister *sent)
{
  const CrmRegister *stored = find_stored (item, sent);

  return stored == NULL ? 1 : crm_merge_compare (&sent->clock, sent->value, &stored->clock, stored->value);
}

static gboolean
has_stale (const Item *item)
{
  for (guint i = 0; i < crm_sync_record_get_n (item->sent); i++)
    if (compare (item, crm_sync_record_get (item->sent, i)) < 0)
      return TRUE;
  return FALSE;
}

/* A long text made of something else than what is there is merged by who made it, before anything is compared: it may be older than that, and say more. */
static gboolean
is_based_elsewhere (const Item *item)
{
  for (guint i = 0; i < crm_sync_record_get_n (item->sent); i++)
    {
      const CrmRegister *sent = crm_sync_record_get (item->sent, i), *stored = find_stored (item, sent);

      if (sent->has_base && stored != NULL && crm_hlc_compare (&stored->clock, &sent->base) != 0 && compare (item, sent) != 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_too_far_ahead (const Push *push, const Item *item, const CrmHlc *clock, const CrmRegister *stored)
{
  gint64 limit = (push->now + CRM_SYNC_CLOCK_AHEAD) / 1000;

  /* Whoever changes what was accepted before must be able to, however far ahead that is. */
  if (stored != NULL)
    limit = MAX (limit, crm_hlc_get_time (&stored->clock) + 1);
  return crm_hlc_get_time (clock) > limit;
}

/* A node that nobody has heard of is one that the caller's file had before it was given another. */
static int
is_own_node (const Push *push, guint64 number, GError **error)
{
  g_auto (CrmServerNode) node = { 0 };
  int found;

  if (number == push->own_node || number == 0)
    return number != 0;
  found = crm_server_storage_read_node (push->storage, number, &node, error);
  if (found != 0)
    return found > 0 ? crm_id_equal (&node.device, &push->caller->device) : found;
  node.device = push->caller->device;
  return crm_server_storage_write_node (push->storage, &node, error) ? 1 : -1;
}

/* The zero clock is that of what every device makes alike. */
static int
is_own_clock (const Push *push, const CrmHlc *clock, GError **error)
{
  return push->caller->recovers || crm_hlc_is_zero (clock) ? 1 : is_own_node (push, crm_hlc_get_node (clock), error);
}

/* A new answer whose clock is of no node was given anonymously: neither who sends it nor when is written down. */
static gboolean
is_nobodys (const Item *item)
{
  const CrmKind *kind = crm_kind_find (item->sent->kind);
  const CrmHlc *creation = &item->sent->creation;

  if (item->before.state != NULL || !item->sent->is_whole || kind == NULL || (kind->id != CRM_KIND_RESPONSE && kind->id != CRM_KIND_ANSWER))
    return FALSE;
  return crm_hlc_get_node (creation) == 0 && !crm_hlc_is_zero (creation);
}

/* Looks at what would be changed, and at nothing else: a repeat is right whoever sends it. */
static gboolean
judge_register (Push *push, Item *item, const CrmRegister *sent, GError **error)
{
  const CrmRegister *stored = find_stored (item, sent);
  int own;

  if (compare (item, sent) <= 0)
    return TRUE;
  if (is_too_far_ahead (push, item, &sent->clock, stored))
    {
      say (item, CRM_VERDICT_CLOCK, NULL);
      return TRUE;
    }
  own = is_nobodys (item) && crm_hlc_get_node (&sent->clock) == 0 ? 1 : is_own_clock (push, &sent->clock, error);
  if (own == 0)
    say (item, CRM_VERDICT_REJECTED, "node");
  return own >= 0;
}

static gboolean
judge_creation (Push *push, Item *item, GError **error)
{
  int own;

  if (!item->sent->is_whole || (item->before.state != NULL && crm_hlc_compare (&item->sent->creation, &item->before.state->creation) >= 0))
    return TRUE;
  if (is_too_far_ahead (push, item, &item->sent->creation, NULL))
    {
      say (item, CRM_VERDICT_CLOCK, NULL);
      return TRUE;
    }
  own = is_nobodys (item) ? 1 : is_own_clock (push, &item->sent->creation, error);
  if (own == 0)
    say (item, CRM_VERDICT_REJECTED, "node");
  return own >= 0;
}

static gboolean
judge_clocks (Push *push, Item *item, GError **error)
{
  if (!judge_creation (push, item, error))
    return FALSE;
  for (guint i = 0; item->verdict.verdict == CRM_VERDICT_OK && i < crm_sync_record_get_n (item->sent); i++)
    if (!judge_register (push, item, crm_sync_record_get (item->sent, i), error))
      return FALSE;
  return TRUE;
}

/* Written out only where it may be too long: each register is longer than its texts by less than two clocks. */
static gboolean
is_too_long (const CrmSyncRecord *record)
{
  g_autoptr (GString) line = NULL;
  gsize most = 256;

  for (guint i = 0; i < crm_sync_record_get_n (record); i++)
    {
      const CrmRegister *one = crm_sync_record_get (record, i);

      most += g_ref_string_length (one->field) + g_ref_string_length (one->value) + 2 * (CRM_HLC_STRING_LENGTH + 8);
    }
  if (most <= CRM_WIRE_RECORD_MAX)
    return FALSE;
  line = g_string_new (NULL);
  crm_wire_append_record (line, record);
  return line->len > CRM_WIRE_RECORD_MAX;
}

static gboolean
judge_permission (Push *push, Item *item, GError **error)
{
  if (push->caller->role == CRM_SERVER_ROLE_READER || (push->caller->role < CRM_SERVER_ROLE_MANAGER && crm_sync_record_is_erased (item->sent)))
    {
      say (item, CRM_VERDICT_REJECTED, "permission");
      return TRUE;
    }
  if (!crm_server_scope_place (push->storage, &push->workspace, item->before.scope, &item->after, error))
    return FALSE;
  if (!crm_server_caller_can_write (push->caller, item->after.scope))
    say (item, CRM_VERDICT_REJECTED, "scope");
  else if (is_too_long (item->after.state))
    say (item, CRM_VERDICT_REJECTED, "size");
  return TRUE;
}

/* ── storing ──────────────────────────────────────────────────────────────────────────────── */

/* In a whole record, what its client holds of others and what it was made of is no edit that came too late; a part says nothing else. */
static int
is_late_edit (Push *push, Item *item, const CrmRegister *sent, GError **error)
{
  g_auto (CrmServerNode) node = { 0 };
  int found;

  if (!item->sent->is_whole)
    return is_own_clock (push, &sent->clock, error);
  if (crm_hlc_compare (&sent->clock, &item->before.state->creation) == 0)
    return 0;
  if (crm_hlc_get_node (&sent->clock) == push->own_node)
    return 1;
  found = crm_server_storage_read_node (push->storage, crm_hlc_get_node (&sent->clock), &node, error);
  return found > 0 ? crm_id_equal (&node.device, &push->caller->device) : found;
}

static gboolean
audit_register (Push *push, Item *item, const CrmRegister *sent, GError **error)
{
  const CrmRegister *stored = find_stored (item, sent);
  int order = compare (item, sent);
  gboolean erased = crm_sync_record_is_erased (item->after.state != NULL ? item->after.state : item->before.state);
  CrmServerAudit audit = { push->now, push->caller->user, push->caller->device };
  int late = order < 0 ? is_late_edit (push, item, sent, error) : 1;

  if (order == 0 || late <= 0 || (erased && strcmp (sent->field, CRM_SYNC_ERASED) != 0))
    return late >= 0;
  audit.scope = item->after.scope != NULL ? item->after.scope : item->before.scope;
  audit.kind = item->sent->kind;
  audit.id = item->sent->id;
  audit.field = sent->field;
  audit.old = stored != NULL ? stored->value : NULL;
  audit.value = sent->value;
  audit.clock = sent->clock;
  audit.outcome = order < 0 ? CRM_SERVER_AUDIT_SUPERSEDED : push->caller->recovers ? CRM_SERVER_AUDIT_RECOVERED
                                                                                   : CRM_SERVER_AUDIT_STORED;
  return crm_server_storage_write_audit (push->storage, &audit, error);
}

/* A new record is one row: what it was made of is what the first change of each field replaces, or what it is now. */
static gboolean
audit_creation (Push *push, Item *item, GError **error)
{
  CrmServerAudit audit = { push->now, push->caller->user, push->caller->device, item->after.scope, item->sent->kind, item->sent->id, "created", NULL, "null", item->sent->creation,
                           push->caller->recovers ? CRM_SERVER_AUDIT_RECOVERED : CRM_SERVER_AUDIT_STORED };

  if (is_nobodys (item))
    {
      audit.at -= audit.at % G_TIME_SPAN_DAY;
      audit.user = audit.device = (CrmId){ 0 };
    }
  return crm_server_storage_write_audit (push->storage, &audit, error);
}

static gboolean
write_audit (Push *push, Item *item, GError **error)
{
  if (item->before.state == NULL)
    return audit_creation (push, item, error);
  for (guint i = 0; i < crm_sync_record_get_n (item->sent); i++)
    if (!audit_register (push, item, crm_sync_record_get (item->sent, i), error))
      return FALSE;
  return TRUE;
}

/* Naming bytes gives them to nobody who has not brought them: see crm-server-blob.h. */
static gboolean
name_blob (Push *push, Item *item, GError **error)
{
  const CrmRegister *hash = crm_kind_find (item->sent->kind) == crm_kind_get (CRM_KIND_ATTACHMENT) ? crm_sync_record_find (item->sent, "hash") : NULL;
  g_autofree char *text = NULL;

  if (hash == NULL || strlen (hash->value) != 2 + CRM_SERVER_BLOB_NAME_LENGTH)
    return TRUE;
  text = g_strndup (hash->value + 1, CRM_SERVER_BLOB_NAME_LENGTH);
  return crm_server_storage_write_blob_name (push->storage, text, &item->sent->id, &push->caller->user, error);
}

/* What comes late to what was erased, comes to a grave. */
static void
follow_grave (Item *item)
{
  g_autoptr (CrmSyncRecord) state = item->after.state;

  item->after.state = crm_server_erase_mark (state, &item->after.parent_grave);
}

static gboolean
store (Push *push, Item *item, GError **error)
{
  gboolean is_new = item->before.state == NULL;
  gboolean moves = !is_new && strcmp (item->before.scope, item->after.scope) != 0;

  if (!crm_hlc_is_zero (&item->after.parent_grave))
    follow_grave (item);
  item->after.seq = ++push->workspace.seq;
  if (is_nobodys (item))
    item->after.author = (CrmId){ 0 };
  if (!crm_server_storage_write_record (push->storage, &item->after, error) || !write_audit (push, item, error) || !name_blob (push, item, error))
    return FALSE;
  if (crm_sync_record_is_erased (item->after.state) && !crm_server_erase_finish (push->storage, &push->workspace, item->before.state, &item->after, error))
    return FALSE;
  if (moves && !crm_server_storage_write_move (push->storage, item->before.scope, item->sent->kind, &item->sent->id, item->after.seq, error))
    return FALSE;
  /* A role that comes to name another person brings that one along, too. */
  return (!is_new && !moves && crm_id_equal (&item->before.link, &item->after.link)) || crm_server_scope_follow (push->storage, &push->workspace, &item->after, error);
}

static gboolean
push_known (Push *push, Item *item, GError **error)
{
  gboolean nothing = item->before.state != NULL && crm_merge_adds_nothing (item->before.state, item->sent);

  if (is_based_elsewhere (item))
    {
      say (item, CRM_VERDICT_MERGE, NULL);
      return TRUE;
    }
  if (!nothing)
    {
      item->after.state = item->before.state != NULL || crm_sync_record_is_erased (item->sent) ? crm_merge (item->before.state != NULL ? item->before.state : item->sent, item->sent) : crm_sync_record_ref (item->sent);
      item->after.author = push->caller->user;
      item->after.parent_kind = item->before.parent_kind;
      item->after.parent = item->before.parent;
      item->after.link = item->before.link;
      if (!judge_clocks (push, item, error))
        return FALSE;
      if (item->verdict.verdict == CRM_VERDICT_OK && !judge_permission (push, item, error))
        return FALSE;
    }
  if (item->verdict.verdict != CRM_VERDICT_OK)
    return TRUE;
  if (has_stale (item))
    say (item, CRM_VERDICT_SUPERSEDED, NULL);
  return nothing ? write_audit (push, item, error) : store (push, item, error);
}

/* What should have stayed where it was made is not kept here either. */
static void
leave_out_secrets (CrmSyncRecord *sent)
{
  const CrmKind *kind = crm_kind_find (sent->kind);

  for (guint i = 0; kind != NULL && i < kind->n_fields; i++)
    if ((kind->fields[i].flags & CRM_FIELD_SECRET) != 0)
      crm_sync_record_remove (sent, kind->fields[i].name);
}

static gboolean
push_record (Push *push, Item *item, GError **error)
{
  if (item->sent == NULL)
    say (item, CRM_VERDICT_REJECTED, "malformed");
  else if (crm_kind_find (item->sent->kind) == NULL)
    say (item, CRM_VERDICT_REJECTED, "kind");
  else if (crm_server_storage_read_record (push->storage, item->sent->kind, &item->sent->id, &item->before, error) < 0)
    return FALSE;
  else if (item->before.state != NULL && !crm_server_caller_can_read (push->caller, item->before.scope))
    say (item, CRM_VERDICT_GONE, NULL);
  else if (item->before.state == NULL && !item->sent->is_whole)
    say (item, CRM_VERDICT_REJECTED, "unknown");
  else
    return push_known (push, item, error);
  return TRUE;
}

/* ── the whole ────────────────────────────────────────────────────────────────────────────── */

static gboolean
take_node (Push *push, const CrmWirePush *sent, GError **error)
{
  g_auto (CrmServerNode) node = { 0 };
  int found = crm_server_storage_read_node (push->storage, sent->node, &node, error);
  gboolean again = found > 0 && sent->number == node.push && g_strcmp0 (sent->hash, node.hash) == 0;

  if (found < 0)
    return FALSE;
  if (found > 0 && (!crm_id_equal (&node.device, &push->caller->device) || (sent->number <= node.push && !again)))
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_CONFLICT, _ ("This file was copied or restored from a backup. It is given a new identity and goes on."));
      return FALSE;
    }
  node.device = push->caller->device;
  node.push = sent->number;
  push->own_node = sent->node;
  g_set_str (&node.hash, sent->hash);
  return crm_server_storage_write_node (push->storage, &node, error);
}

/* Nothing of the record is other than its client has it, and nothing else got a number because of it. */
static gboolean
is_in_place (const Push *push, const Item *item, guint position)
{
  if (item->verdict.verdict != CRM_VERDICT_OK || item->after.seq != push->first + position + 1 || push->workspace.seq != item->after.seq)
    return FALSE;
  if (crm_sync_record_is_erased (item->after.state) && !crm_merge_adds_nothing (item->sent, item->after.state))
    return FALSE;
  if (item->before.state != NULL && (strcmp (item->before.scope, item->after.scope) != 0 || !item->sent->is_whole || !crm_merge_adds_nothing (item->sent, item->after.state)))
    return FALSE;
  return push->scope != NULL ? strcmp (push->scope, item->after.scope) == 0 : crm_server_caller_can_read (push->caller, item->after.scope);
}

static void
note_place (Push *push, const Item *item, guint position)
{
  push->is_strewn = push->is_strewn || !is_in_place (push, item, position);
  if (!push->is_strewn && push->scope == NULL)
    push->scope = g_strdup (item->after.scope);
}

static gboolean
expect_records (Push *push, const CrmWirePush *sent, GError **error)
{
  g_autoptr (GArray) ids = g_array_sized_new (FALSE, FALSE, sizeof (CrmId), sent->records->len);

  for (guint i = 0; i < sent->records->len; i++)
    if (sent->records->pdata[i] != NULL)
      g_array_append_val (ids, ((CrmSyncRecord *)sent->records->pdata[i])->id);
  return crm_server_storage_expect (push->storage, (const CrmId *)(gpointer)ids->data, ids->len, error);
}

static gboolean
push_records (Push *push, const CrmWirePush *sent, GArray *verdicts, GError **error)
{
  push->first = push->workspace.seq;
  for (guint i = 0; i < sent->records->len; i++)
    {
      g_auto (Item) item = { .sent = sent->records->pdata[i] };

      if (item.sent != NULL)
        leave_out_secrets (item.sent);
      if (!push_record (push, &item, error))
        return FALSE;
      note_place (push, &item, i);
      g_array_append_val (verdicts, item.verdict);
      item.verdict.record = NULL;
    }
  return TRUE;
}

/* Who has read the scope up to here need not fetch what it has just sent. */
static gboolean
tell_place (Push *push, guint64 nonce, CrmWireTrailer *trailer, GError **error)
{
  CrmCursor from = { .seq = push->first }, next = { push->workspace.seq, nonce };
  char text[CRM_CURSOR_LENGTH_MAX];

  if (push->is_strewn || push->scope == NULL)
    return TRUE;
  if (from.seq != 0 && crm_server_storage_read_nonce (push->storage, from.seq, &from.nonce, error) < 0)
    return FALSE;
  trailer->scope = g_strdup (push->scope);
  trailer->from = g_strdup (crm_cursor_format (&from, text));
  trailer->next = g_strdup (crm_cursor_format (&next, text));
  return TRUE;
}

static gboolean
fill_trailer (Push *push, guint64 nonce, CrmWireTrailer *trailer, GError **error)
{
  trailer->epoch = crm_id_to_string (&push->workspace.epoch);
  trailer->server_time = push->now / 1000;
  trailer->scopes = crm_server_caller_list_scopes (push->caller, push->storage, error);
  return trailer->scopes != NULL && tell_place (push, nonce, trailer, error);
}

GArray *
crm_server_push (CrmServerStorage *storage, const CrmServerCaller *caller, const CrmWirePush *sent, gint64 now, guint64 nonce, CrmWireTrailer *trailer, GError **error)
{
  g_auto (Push) push = { .storage = storage, .caller = caller, .now = now };
  g_autoptr (GArray) verdicts = crm_wire_verdicts_new ();

  *trailer = (CrmWireTrailer){ 0 };
  if (!crm_server_storage_begin (storage, &caller->workspace, TRUE, &push.workspace, error))
    return NULL;
  if (!take_node (&push, sent, error) || !expect_records (&push, sent, error) || !push_records (&push, sent, verdicts, error) || !fill_trailer (&push, nonce, trailer, error))
    {
      crm_server_storage_rollback (storage);
      crm_wire_trailer_clear (trailer);
      return NULL;
    }
  if (crm_server_storage_commit (storage, &push.workspace, nonce, error))
    return g_steal_pointer (&verdicts);
  crm_wire_trailer_clear (trailer);
  return NULL;
}
