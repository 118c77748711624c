/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copying of files, or another writing of many things, under way: how far it is, and a way to stop it. */

#include "config.h"

#include "core/store/crm-transfer.h"

struct _CrmTransfer
{
  GCancellable *cancellable;
  gint64 expected; /* atomic, as is the next */
  gint64 done;
};

CrmTransfer *
crm_transfer_new (void)
{
  CrmTransfer *self = g_atomic_rc_box_new0 (CrmTransfer);

  self->cancellable = g_cancellable_new ();
  return self;
}

CrmTransfer *
crm_transfer_ref (CrmTransfer *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
crm_transfer_clear (gpointer data)
{
  g_object_unref (((CrmTransfer *)data)->cancellable);
}

void
crm_transfer_unref (CrmTransfer *self)
{
  g_atomic_rc_box_release_full (self, crm_transfer_clear);
}

void
crm_transfer_cancel (CrmTransfer *self)
{
  g_cancellable_cancel (self->cancellable);
}

GCancellable *
crm_transfer_get_cancellable (CrmTransfer *self)
{
  return self->cancellable;
}

void
crm_transfer_get_counts (CrmTransfer *self, gint64 *done, gint64 *expected)
{
  *done = __atomic_load_n (&self->done, __ATOMIC_RELAXED);
  *expected = __atomic_load_n (&self->expected, __ATOMIC_RELAXED);
}

/* A file may have grown since it was measured. */
double
crm_transfer_get_fraction (CrmTransfer *self)
{
  gint64 done, expected;

  crm_transfer_get_counts (self, &done, &expected);
  return expected > 0 ? MIN ((double)done / (double)expected, 1) : -1;
}

void
crm_transfer_expect (CrmTransfer *self, gint64 n)
{
  __atomic_fetch_add (&self->expected, n, __ATOMIC_RELAXED);
}

void
crm_transfer_advance (CrmTransfer *self, gint64 n)
{
  __atomic_fetch_add (&self->done, n, __ATOMIC_RELAXED);
}
