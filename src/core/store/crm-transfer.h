/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copying of files, or another writing of many things, under way: how far it is, and a way to stop it. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CrmTransfer:
 *
 * Shared by the thread that copies and the one that shows it; reference-counted, any thread. It counts bytes of files, or
 * what else its maker says.
 */
typedef struct _CrmTransfer CrmTransfer;

CrmTransfer *crm_transfer_new (void);
CrmTransfer *crm_transfer_ref (CrmTransfer *self);
void crm_transfer_unref (CrmTransfer *self);

/* What is under way fails with %G_IO_ERROR_CANCELLED at the next piece, and leaves nothing behind. */
void crm_transfer_cancel (CrmTransfer *self);

/* Borrowed; never %NULL. */
GCancellable *crm_transfer_get_cancellable (CrmTransfer *self);

/* Which part of all is done, from 0 to 1; below 0 while nobody knows how much there is. */
double crm_transfer_get_fraction (CrmTransfer *self);

/* How much is done, and how much there is to do as far as is known. */
void crm_transfer_get_counts (CrmTransfer *self, gint64 *done, gint64 *expected);

/* For who copies: what there is to do, and what is done, on top of what was told before. */
void crm_transfer_expect (CrmTransfer *self, gint64 n);
void crm_transfer_advance (CrmTransfer *self, gint64 n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTransfer, crm_transfer_unref)

G_END_DECLS
