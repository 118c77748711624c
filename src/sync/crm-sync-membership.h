/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which server a file belongs to, and as whom: read from the file, and written when it joins or leaves. */

#pragma once

#include "core/record/crm-edit.h"
#include "core/store/crm-connection.h"
#include "sync/crm-http-transport.h"

G_BEGIN_DECLS

/**
 * CrmSyncMembership:
 * @address: (nullable): the server, or %NULL when the file belongs to none
 * @login: the name that was typed
 * @device: the id that the server knows this file by
 * @first_sync: whether the first sync is not yet done
 * @looked: the last edit whose changes by others were looked at
 * @last_synced: microseconds UTC, 0 for never
 *
 * All of it stands in the file's settings; the token does not.
 */
typedef struct
{
  CrmServerAddress *address;
  char *login;
  char *workspace_name;
  char *user_name;
  char *role;
  char *team;
  CrmId workspace;
  CrmId user;
  CrmId device;
  gboolean first_sync;
  gint64 looked;
  gint64 last_synced;
} CrmSyncMembership;

#define CRM_TYPE_SYNC_MEMBERSHIP (crm_sync_membership_get_type ())

GType crm_sync_membership_get_type (void);
CrmSyncMembership *crm_sync_membership_copy (const CrmSyncMembership *self);
void crm_sync_membership_free (CrmSyncMembership *self);

/* (transfer full): without an address when the file belongs to no server. */
CrmSyncMembership *crm_sync_membership_read (CrmConnection *connection, GError **error);

/* What the token is kept under: the file and the server. (transfer full) */
char *crm_sync_membership_dup_token_key (const CrmServerAddress *address, const char *path);

/**
 * crm_sync_membership_check:
 * @error: %CRM_ERROR_CONFLICT when it belongs to a server, %CRM_ERROR_REFUSED when it has demo data
 *
 * Whether the file may join a server.
 */
gboolean crm_sync_membership_check (CrmConnection *connection, GError **error);

/**
 * crm_sync_membership_new_joining:
 * @login: what the server said
 *
 * Makes the file one of that server: the local user becomes the account, wherever it is named; what set-up made alike on every device and was changed
 * here gets ids of its own; everything is to be sent. All in one transaction, and nothing of it in history.
 *
 * Returns: (transfer full): an edit for crm_store_apply(); it is refused as crm_sync_membership_check() does.
 */
CrmEdit *crm_sync_membership_new_joining (const char *title, const CrmServerAddress *address, const char *name, const CrmLogin *login);

/* Notes who signs in again, or by which certificate the server is known from now on. (transfer full): an edit. */
CrmEdit *crm_sync_membership_new_renewal (const CrmServerAddress *address, const CrmLogin *login);

/* Makes the file one of no server; what it has stays. (transfer full): an edit. */
CrmEdit *crm_sync_membership_new_leaving (void);

/* Replaces the list of accounts. (transfer full): an edit. @members: (transfer full) (element-type CrmMember) */
CrmEdit *crm_sync_membership_new_members (GPtrArray *members);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSyncMembership, crm_sync_membership_free)

/* Settings that are written on their own. */
#define CRM_SYNC_LOOKED "sync-looked"
#define CRM_SYNC_LAST   "sync-last"

G_END_DECLS
