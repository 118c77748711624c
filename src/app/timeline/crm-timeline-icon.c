/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The icon and colour of each kind of touch. */

#define G_LOG_DOMAIN "crm-app"

#include "app/timeline/crm-timeline-icon.h"

const char *
crm_timeline_icon_get_name (const char *kind)
{
  static const char *const icons[][2] = {
    { "call", "call-start-symbolic" },
    { "message", "chat-message-new-symbolic" },
    { "wechat", "chat-message-new-symbolic" },
    { "wecom", "chat-message-new-symbolic" },
    { "qq", "chat-message-new-symbolic" },
    { "weibo", "chat-message-new-symbolic" },
    { "email", "mail-unread-symbolic" },
    { "letter", "mail-unread-symbolic" },
    { "web", "web-browser-symbolic" },
    { "meeting", "system-users-symbolic" },
    { "visit", "mark-location-symbolic" },
    { "note", "document-edit-symbolic" },
    { "task", "task-due-symbolic" },
    { "began", "crm-deals-symbolic" },
    { "moved", "crm-deals-symbolic" },
    { "reopened", "crm-deals-symbolic" },
    { "won", "starred-symbolic" },
    { "lost", "action-unavailable-symbolic" },
    { "response", "dialog-question-symbolic" },
    { "created", "contact-new-symbolic" },
    { "imported", "folder-download-symbolic" },
    { "merged", "system-users-symbolic" },
    { "overtaken", "dialog-warning-symbolic" },
    { "change", "view-list-bullet-symbolic" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_strcmp0 (icons[i][0], kind) == 0)
      return icons[i][1];
  return "user-available-symbolic";
}

const char *
crm_timeline_icon_get_class (CrmTimelineGroup group)
{
  static const char *const classes[CRM_TIMELINE_N_GROUPS] = {
    [CRM_TIMELINE_CALL] = "call",
    [CRM_TIMELINE_MESSAGE] = "message",
    [CRM_TIMELINE_MEETING] = "meeting",
    [CRM_TIMELINE_NOTE] = "note",
    [CRM_TIMELINE_TASK] = "task",
    [CRM_TIMELINE_DEAL] = "deal",
    [CRM_TIMELINE_SURVEY] = "survey",
    [CRM_TIMELINE_CHANGE] = "change",
  };

  return classes[group];
}
