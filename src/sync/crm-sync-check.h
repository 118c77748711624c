/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares what the file holds of a scope with what the server says that it is, and mends it. */

#pragma once

#include "core/record/crm-edit.h"
#include "core/store/crm-connection.h"
#include "sync/crm-digest.h"

G_BEGIN_DECLS

/**
 * crm_sync_check_read:
 * @digest: (out): the sums over what the file has of the scope, and how far it was read
 * @quiet: (out): whether they can be compared with anything: nothing waits to be sent, and the scope is not being swept
 */
gboolean crm_sync_check_read (CrmConnection *connection, const char *scope, CrmDigest *digest, gboolean *quiet, GError **error);

/**
 * crm_sync_check_new_mending:
 * @title: as history shall name it
 * @theirs: (transfer full) (element-type CrmDigestLine): the server's records of a bucket
 *
 * Has what is here and not the same there sent again, and the scope read again for what is there and not the same here. Nothing is let go of: the
 * server says itself what there is not.
 *
 * Returns: (transfer full): an edit for crm_store_apply().
 */
CrmEdit *crm_sync_check_new_mending (const char *title, const char *scope, guint bucket, GArray *theirs);

G_END_DECLS
