/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model of win probability made from the deals of a file, and its reasons in words. */

#pragma once

#include "core/sales/crm-rates.h"
#include "core/sales/crm-win-probability.h"

G_BEGIN_DECLS

/**
 * CrmWinFeature:
 *
 * What is known of a deal while it is open, besides its stage: the stage has a probability of its own, and closed deals have left theirs. The
 * competitor is none of them: it is often named only when the deal is lost, and would foretell what it was told by.
 */
typedef enum
{
  CRM_WIN_SOURCE,
  CRM_WIN_OWNER,
  CRM_WIN_CHANNEL,
  CRM_WIN_AMOUNT, /* in quarters of the closed deals */
  CRM_WIN_LEVEL,
  CRM_WIN_INDUSTRY,
  CRM_WIN_SIZE,
  CRM_WIN_REFERRED,
  CRM_WIN_N_FEATURES
} CrmWinFeature;

/** CRM_WIN_YEARS: deals closed longer ago say little of today. */
#define CRM_WIN_YEARS 3

/** CRM_WIN_MAX_DEALS: the latest of them are enough for a model of so few features, and are read in a moment. */
#define CRM_WIN_MAX_DEALS 20000

/* Immutable; reference-counted, any thread. */
typedef struct _CrmWinReading CrmWinReading;

#define CRM_TYPE_WIN_READING (crm_win_reading_get_type ())

GType crm_win_reading_get_type (void);

/**
 * crm_win_reading_new:
 * @now: microseconds UTC
 * @today: the same as a day of the office
 *
 * Reads the deals closed in the last %CRM_WIN_YEARS years, the latest %CRM_WIN_MAX_DEALS of them, and makes the model; on the connection's thread.
 */
CrmWinReading *crm_win_reading_new (CrmConnection *connection, gint64 now, CrmDate today, GError **error);
CrmWinReading *crm_win_reading_ref (CrmWinReading *self);
void crm_win_reading_unref (CrmWinReading *self);

/* (transfer none): what it is made of and how well it is calibrated. */
const CrmWinModel *crm_win_reading_get_model (const CrmWinReading *self);

/**
 * crm_win_reading_estimate:
 * @deal: its rowid
 *
 * Reads what is known of an open deal, and estimates; on the connection's thread.
 *
 * Returns: whether the model has something to say; see crm_win_model_estimate(). FALSE with @error set when reading failed.
 */
gboolean crm_win_reading_estimate (const CrmWinReading *self, CrmConnection *connection, gint64 deal, CrmWinEstimate *estimate, GError **error);

/* (transfer full): "Source is Referral: of 41 such deals 18 were won". */
char *crm_win_reading_describe (const CrmWinReading *self, const CrmWinReason *reason);

/* (transfer full): why the model is silent, for a person; NULL when it is not. */
char *crm_win_reading_describe_silence (const CrmWinReading *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmWinReading, crm_win_reading_unref)

G_END_DECLS
