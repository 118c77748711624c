/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of the preferences that lists records of the file: they are added, changed, put in order and removed. */

#pragma once

#include <adwaita.h>

#include "app/crm-context.h"
#include "app/settings/crm-order-list.h"

G_BEGIN_DECLS

#define CRM_TYPE_SETTINGS_PAGE (crm_settings_page_get_type ())

G_DECLARE_DERIVABLE_TYPE (CrmSettingsPage, crm_settings_page, CRM, SETTINGS_PAGE, AdwNavigationPage)

/**
 * CrmSettingsPageClass:
 * @followed: the kinds whose changes make it read again, a bit (1 << kind) each
 * @read: what it lists; its data is the id given to crm_settings_page_set_subject(), or nil
 * @show: shows what was read, by crm_settings_page_set_items(); keeps what it needs
 * @add: begins a new one
 * @edit: changes one
 * @remove: removes one
 * @moved: (nullable): gives one another place
 */
struct _CrmSettingsPageClass
{
  AdwNavigationPageClass parent_class;

  guint followed;
  CrmReadFunc read;
  void (*show) (CrmSettingsPage *self, const GValue *value);
  void (*add) (CrmSettingsPage *self);
  void (*edit) (CrmSettingsPage *self, const CrmId *id);
  void (*remove) (CrmSettingsPage *self, const CrmId *id);
  void (*moved) (CrmSettingsPage *self, const CrmId *id, const char *position);
};

/* What stands on it before anything is read: translated. */
void crm_settings_page_set_words (CrmSettingsPage *self, const char *description, const char *add, const char *empty_title, const char *empty_description, const char *icon_name);

/* Begins to read, once. */
void crm_settings_page_set_context (CrmSettingsPage *self, CrmContext *context);

/* Before the context: what the list is about. */
void crm_settings_page_set_subject (CrmSettingsPage *self, const CrmId *subject);
const CrmId *crm_settings_page_get_subject (CrmSettingsPage *self);

/* Borrowed. */
CrmContext *crm_settings_page_get_context (CrmSettingsPage *self);
CrmStore *crm_settings_page_get_store (CrmSettingsPage *self);

void crm_settings_page_set_items (CrmSettingsPage *self, const CrmOrderItem *items, guint n_items);

/* Adds a button to the page's header bar, at its end. */
void crm_settings_page_add_button (CrmSettingsPage *self, GtkWidget *button);

G_END_DECLS
