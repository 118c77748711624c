# SPDX-License-Identifier: GPL-3.0-or-later
"""What makes a page hard to touch or to read, whoever made it."""

LEAST_TARGET = 44


def find_small(browser, selector):
    """Targets too small for a finger, or out at the side."""
    return browser.run("""const small = [];
        for (const each of document.querySelectorAll(arguments[1])) {
          const box = each.getBoundingClientRect();
          if (each.checkVisibility() && (box.height < arguments[0] || box.width < arguments[0] || box.right > innerWidth || box.left < 0))
            small.push(each.className + ' ' + each.textContent + ' ' + box.width + '×' + box.height);
        }
        return small;""", LEAST_TARGET, selector)


def find_unnamed(browser, selector):
    """Controls that assistive technology has no name for."""
    return [element.id for element in browser.find_all(selector) if element.shown and not element.name]


def find_faint(browser, selector):
    """Text that does not stand out from what is behind it (WCAG 1.4.3)."""
    return browser.run("""const faint = [], parse = text => text.match(/[\\d.]+/g).map(Number);
        const light = ([red, green, blue]) => [red, green, blue].map(part => { part /= 255; return part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4; }).reduce((sum, part, i) => sum + part * [.2126, .7152, .0722][i], 0);
        for (const each of document.querySelectorAll(arguments[0])) {
          if (!each.checkVisibility() || !each.textContent.trim()) continue;
          let behind = each;
          while (behind && (parse(getComputedStyle(behind).backgroundColor)[3] === 0)) behind = behind.parentElement;
          const a = light(parse(getComputedStyle(each).color)), b = light(parse(getComputedStyle(behind).backgroundColor)), ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
          if (ratio < 4.5) faint.push(each.textContent + ' ' + ratio.toFixed(2));
        }
        return faint;""", selector)


def get_width(browser):
    """How wide the page is: more than the window is a page that has to be pushed aside to be read."""
    return browser.run("return document.documentElement.scrollWidth")
