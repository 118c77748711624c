/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding how often something comes back in a typed line, English or Chinese: "every tue 3pm until june", "每两周周二下午3点". */

#pragma once

#include "core/base/crm-repeat.h"
#include "core/base/crm-when.h"

G_BEGIN_DECLS

#define CRM_WHEN_REPEAT_SPANS 3

/**
 * CrmWhenRepeat:
 * @repeat: how it comes back
 * @first: when it does first: from today on, and not before now
 * @spans: (array length=n_spans): what of the text says so, ascending
 */
typedef struct
{
  CrmRepeat repeat;
  CrmWhen first;
  CrmWhenSpan spans[CRM_WHEN_REPEAT_SPANS];
  gsize n_spans;
} CrmWhenRepeat;

/**
 * crm_when_find_repeat:
 * @text: the line, UTF-8 of any validity
 * @context: what the reading depends on; it is a plan
 * @found: (out): what was found
 *
 * - "every day", "daily", 每天; "every 2 weeks", "every other week", 每两周, 隔周; "every month", 每月; "every year", 每年.
 * - "every tue and thu", 每周二、四, "weekdays", 工作日; "every month on the 1st", 每月1号, "on the last day", 每月最后一天;
 *   "every year on 5 march", 每年3月5日. What is not said is taken from the first day.
 * - "until june" is to its end, "until 31 december", 到12月31日; "5 times", 共5次.
 * - A time or a first day anywhere in the line, as crm_when_find () reads them.
 *
 * Any thread.
 *
 * Returns: whether the line says that something comes back, on a day that there is.
 */
gboolean crm_when_find_repeat (const char *text, const CrmWhenContext *context, CrmWhenRepeat *found);

G_END_DECLS
