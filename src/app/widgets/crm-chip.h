/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A short word in a pill: a stage, a level, a tag, a guess. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CrmTone:
 *
 * The colour of a chip. It only repeats what the word says.
 */
typedef enum
{
  CRM_TONE_NEUTRAL,
  CRM_TONE_ACCENT,
  CRM_TONE_GOOD,
  CRM_TONE_WARNING,
  CRM_TONE_BAD,
  CRM_N_TONES
} CrmTone;

#define CRM_TYPE_CHIP (crm_chip_get_type ())

G_DECLARE_FINAL_TYPE (CrmChip, crm_chip, CRM, CHIP, GtkWidget)

/**
 * crm_chip_new:
 * @label: the word
 *
 * Emits "removed" when its button is used; see crm_chip_set_remove_label().
 */
GtkWidget *crm_chip_new (const char *label, CrmTone tone);
void crm_chip_set_label (CrmChip *self, const char *label);
void crm_chip_set_tone (CrmChip *self, CrmTone tone);

/* Gives it a button to remove it, named by @label; NULL takes the button away. */
void crm_chip_set_remove_label (CrmChip *self, const char *label);

/* The tone of a stage of the life cycle or of a relationship, or of a level, by its permanent name. */
CrmTone crm_tone_for_choice (const char *choice);

G_END_DECLS
