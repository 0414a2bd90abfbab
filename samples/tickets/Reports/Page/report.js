'use strict';
(() => {
  const byId = (id) => document.getElementById(id);

  // The theme: as the system says until somebody chooses. Some browsers refuse to remember anything for a file; then the choice lasts for the page.
  const themes = ['system', 'light', 'dark'];
  const root = document.documentElement;
  const button = byId('theme');
  let theme = 'system';
  const applyTheme = (next) => {
    theme = themes.includes(next) ? next : 'system';
    if (theme === 'system') {
      root.removeAttribute('data-theme');
    } else {
      root.setAttribute('data-theme', theme);
    }
    button.firstElementChild.textContent = theme;
  };
  let stored = null;
  try {
    stored = localStorage.getItem('tickets-theme');
  } catch {
    stored = null;
  }
  applyTheme(stored);
  button.hidden = false;
  button.addEventListener('click', () => {
    applyTheme(themes[(themes.indexOf(theme) + 1) % themes.length]);
    try {
      localStorage.setItem('tickets-theme', theme);
    } catch {
      stored = null;
    }
  });

  // Values under the pointer, read from the table that belongs to the chart.
  for (const chart of document.querySelectorAll('[data-chart]')) {
    const names = [...chart.querySelectorAll('.figures thead th')].slice(1).map((cell) => cell.textContent);
    const days = [...chart.querySelectorAll('.figures tbody tr')];
    const plot = chart.querySelector('.plot');
    const cursor = chart.querySelector('.cursor');
    const readout = chart.querySelector('.readout');
    plot.addEventListener('pointermove', (event) => {
      const box = plot.getBoundingClientRect();
      const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
      const day = Math.round(share * (days.length - 1));
      const cells = [...days[day].cells].map((cell) => cell.textContent);
      readout.textContent = cells[0] + ' · ' + names.map((name, i) => cells[i + 1] + ' ' + name.toLowerCase()).join(', ');
      cursor.setAttribute('d', 'M' + (1000 * day / Math.max(1, days.length - 1)) + ' 0V240');
    });
    plot.addEventListener('pointerleave', () => {
      readout.textContent = '';
      cursor.setAttribute('d', 'M-9 0V240');
    });
  }

  const source = byId('data');
  if (!source) {
    return;
  }

  const data = JSON.parse(source.textContent);
  const [ID, TITLE, STATUS, PRIORITY, PERSON, LABELS, CREATED, CHANGED, POINTS] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const all = data.tickets;
  const fold = (text) => text.toLowerCase();
  const texts = all.map((t) => fold([t[ID], t[TITLE], t[PERSON] < 0 ? '' : data.people[t[PERSON]], ...t[LABELS].map((l) => data.labels[l])].join('\n')));
  const isOpen = (t) => !['closed', 'cancelled'].includes(data.statuses[t[STATUS]]);
  const inputs = ['q', 'status', 'priority', 'assignee', 'label', 'order'].map(byId);
  const [search, status, priority, assignee, label, order] = inputs;
  const body = byId('list').tBodies[0];
  let found = all.map((_, i) => i);
  let page = 0;

  const fill = (select, choices) => {
    for (const [value, text] of choices) {
      select.add(new Option(text, value));
    }
  };
  const numbered = (words) => words.map((word, i) => [String(i), word]);
  const sorted = (words) => numbered(words).sort((a, b) => (fold(a[1]) < fold(b[1]) ? -1 : 1));
  fill(status, [['', 'any'], ['open', 'all that are open'], ...numbered(data.statuses)]);
  fill(priority, [['', 'any'], ...numbered(data.priorities)]);
  fill(assignee, [['', 'anybody'], ['-1', 'nobody'], ...sorted(data.people)]);
  fill(label, [['', 'any'], ['-1', 'without'], ...sorted(data.labels)]);

  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) {
      made.className = className;
    }
    if (text !== undefined) {
      made.textContent = text;
    }
    return made;
  };
  const isolated = (name, className, text) => {
    const made = element(name, className);
    made.append(element('bdi', '', text));
    return made;
  };
  const badge = (kind, known, word) => {
    const cell = element('td');
    cell.append(element('span', 'badge ' + kind + (known.includes(word) ? word : 'other'), word));
    return cell;
  };
  const knownStatuses = ['open', 'in-progress', 'blocked', 'closed', 'cancelled'];
  const knownPriorities = ['critical', 'high', 'medium', 'low'];

  const row = (t) => {
    const made = element('tr');
    const head = element('th', 'id', t[ID]);
    head.scope = 'row';
    const title = isolated('td', 'title', t[TITLE]);
    if (t[LABELS].length > 0) {
      const labels = element('ul', 'labels');
      labels.setAttribute('aria-label', 'Labels');
      labels.append(...t[LABELS].map((l) => isolated('li', '', data.labels[l])));
      title.append(labels);
    }
    made.append(head, title, badge('s-', knownStatuses, data.statuses[t[STATUS]]), badge('p-', knownPriorities, data.priorities[t[PRIORITY]]),
      isolated('td', 'who', t[PERSON] < 0 ? '' : data.people[t[PERSON]]), element('td', 'num', t[CREATED]), element('td', 'num', t[CHANGED]),
      element('td', 'num', t[POINTS] === undefined ? '' : String(t[POINTS])));
    return made;
  };

  const show = (from, to) => {
    body.replaceChildren(...found.slice(from, to).map((i) => row(all[i])));
  };
  const turn = () => {
    const pages = Math.max(1, Math.ceil(found.length / data.pageSize));
    page = Math.min(Math.max(page, 0), pages - 1);
    show(page * data.pageSize, (page + 1) * data.pageSize);
    byId('nothing').hidden = found.length > 0;
    byId('list').hidden = found.length === 0;
    byId('pages').hidden = pages === 1;
    byId('page').textContent = 'Page ' + (page + 1) + ' of ' + pages;
    const [previous, next] = document.querySelectorAll('[data-page]');
    previous.disabled = page === 0;
    next.disabled = page === pages - 1;
    const count = found.length.toLocaleString('en') + (found.length === 1 ? ' ticket' : ' tickets');
    byId('count').textContent = found.length === all.length ? count : count + ' of ' + all.length.toLocaleString('en');
  };

  const compare = {
    created: (a, b) => (all[a][CREATED] < all[b][CREATED] ? 1 : all[a][CREATED] > all[b][CREATED] ? -1 : a - b),
    oldest: (a, b) => (all[a][CREATED] < all[b][CREATED] ? -1 : all[a][CREATED] > all[b][CREATED] ? 1 : a - b),
    priority: (a, b) => all[a][PRIORITY] - all[b][PRIORITY] || a - b,
    id: (a, b) => (all[a][ID] < all[b][ID] ? -1 : 1),
  };

  const filter = () => {
    const words = fold(search.value).split(/\s+/).filter((word) => word);
    found = [];
    for (let i = 0; i < all.length; i++) {
      const t = all[i];
      if ((status.value === '' || (status.value === 'open' ? isOpen(t) : t[STATUS] === Number(status.value))) &&
          (priority.value === '' || t[PRIORITY] === Number(priority.value)) &&
          (assignee.value === '' || t[PERSON] === Number(assignee.value)) &&
          (label.value === '' || (label.value === '-1' ? t[LABELS].length === 0 : t[LABELS].includes(Number(label.value)))) &&
          words.every((word) => texts[i].includes(word))) {
        found.push(i);
      }
    }
    if (compare[order.value]) {
      found.sort(compare[order.value]);
    }
    page = 0;
    turn();
  };
  const reset = () => {
    for (const input of inputs) {
      input.value = '';
    }
    filter();
  };

  for (const input of inputs) {
    input.addEventListener('input', filter);
  }
  for (const resetter of document.querySelectorAll('[data-reset]')) {
    resetter.addEventListener('click', () => {
      reset();
      search.focus();
    });
  }
  for (const pager of document.querySelectorAll('[data-page]')) {
    pager.addEventListener('click', () => {
      page += Number(pager.dataset.page);
      turn();
      byId('tickets').scrollIntoView();
      byId('tickets').focus({ preventScroll: true });
    });
  }
  for (const link of document.querySelectorAll('[data-ticket]')) {
    link.addEventListener('click', () => {
      reset();
      search.value = link.dataset.ticket;
      filter();
      byId('tickets').scrollIntoView();
    });
  }

  // On paper there are no pages to turn; a bound keeps a printer from running all night.
  window.addEventListener('beforeprint', () => show(0, 1000));
  window.addEventListener('afterprint', turn);

  document.querySelector('.filters').hidden = false;
  reset();
})();
