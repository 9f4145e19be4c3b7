/* Adds to pages that can be read without it: words that follow the clock, local times, keys in the 90-day bars, filters. */
(() => {
  // Before Material's script: it takes each feed for a translation of the site, and fetches a sitemap.xml beside it.
  for (const link of document.querySelectorAll("link[rel=alternate][type]")) link.rel = "alternate feed"

  const all = (selector, root = page) => [...root.querySelectorAll(selector)]
  const set = (node, values) => Object.entries(values).forEach(([name, value]) => node.setAttribute(name, value))
  const fill = (text, value) => text.replace("{}", value)
  const cursor = document.createElementNS("http://www.w3.org/2000/svg", "rect")
  let page, live, built

  // A site with a fixed as-of lives in its own time: as-of, and on from when the page was opened. A page's own as-of
  // may lie before the site's, which is the time of its build.
  const now = () => ("fixed" in page.dataset
    ? Math.max(page.dataset.asOf, built || 0) + performance.now() / 1e3
    : Date.now() / 1e3)

  // The two largest units, the last one rounded up.
  const lasting = seconds => {
    let minutes = Math.max(1, Math.ceil(seconds / 60))
    if (minutes > 1440) minutes = Math.ceil(minutes / 60) * 60
    return live.dataset.units.split(" ").map((word, at) => {
      const size = [1440, 60, 1][at], count = Math.floor(minutes / size)
      minutes %= size
      return count && count + "\u00a0" + word
    }).filter(Boolean).join(" ")
  }

  const tick = () => {
    const time = now(), said = []
    const { asOf } = page.dataset
    if (time - built > ("open" in page.dataset ? 900 : 86400)) said.push(fill(live.dataset.stale, lasting(time - built)))
    for (const { dataset } of all("[data-from]")) {
      dataset.phase = time < dataset.from ? "before" : time < (dataset.until || Infinity) ? "during" : "after"
    }
    for (const node of all("[data-phase]")) {
      const text = node.dataset[node.dataset.phase]
      if (text && node.textContent !== text) node.textContent = text
    }
    for (const node of all("[data-due]")) {
      if (time <= node.dataset.due) continue
      if (node.className !== "late") node.textContent = node.dataset.late
      node.className = "late"
      said.push(node.dataset.say || node.dataset.late)
    }
    if (time - asOf > 60) for (const node of all("[data-since]")) {
      node.textContent = fill(node.dataset.text, lasting(time - node.dataset.since))
    }
    if (live.textContent !== said.join(" ")) live.textContent = said.join(" ")
  }

  const addLocalTime = node => {
    const at = new Date(node.dateTime), { locale, local } = live.dataset
    const clock = at.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
    if (node.textContent.includes(clock)) return
    const isSameDay = at.toLocaleDateString("sv") === node.dataset.local
    const day = isSameDay ? "" : at.toLocaleDateString(locale, { weekday: "short" }) + " "
    const span = document.createElement("span")
    span.className = "local"
    span.textContent = ` (${fill(local, day + clock)})`
    node.append(span)
  }

  const enliven = bar => {
    const svg = bar.querySelector("[data-start]"), [line] = all(".day", bar.closest("section") || page)
    if (!svg || !line) return
    const { start, days, first } = svg.dataset, last = days - 1
    const [name] = svg.getAttribute("aria-label").split(",")
    let day = last, href

    const tell = () => {
      const mark = svg.querySelector(`[data-day="${day}"]`)
      const date = new Date(Date.parse(start) + day * 864e5)
      const shown = date.toLocaleDateString(live.dataset.locale, { day: "numeric", month: "short", timeZone: "UTC" })
      const text = mark ? mark.textContent : fill(day < first ? line.dataset.none : line.dataset.fine, shown)
      set(bar, { "aria-valuenow": day, "aria-valuetext": text })
      href = mark && mark.dataset.href
      return text
    }
    const show = to => {
      day = Math.max(0, Math.min(last, to))
      const node = document.createElement("a")
      node.textContent = tell()
      if (href) node.href = href
      line.replaceChildren(name + ", ", node)
      set(cursor, { class: "cursor", x: day * 8 - 1, y: -1, width: 8, height: 42 })
      svg.append(cursor)
    }
    const leave = () => (cursor.remove(), line.replaceChildren())
    const go = step => {
      const bars = all(".bar[tabindex]")
      bars[bars.indexOf(bar) + step]?.focus()
    }
    const keys = {
      ArrowLeft: () => show(day - 1), ArrowRight: () => show(day + 1),
      PageUp: () => show(day - 7), PageDown: () => show(day + 7),
      Home: () => show(0), End: () => show(last),
      ArrowUp: () => go(-1), ArrowDown: () => go(1),
      Enter: () => line.querySelector("[href]")?.click(), Escape: leave
    }
    set(bar, { tabindex: 0, role: "slider", "aria-label": name, "aria-valuemin": 0, "aria-valuemax": last })
    set(svg, { "aria-hidden": true })
    tell()
    bar.onfocus = () => show(day)
    bar.onblur = event => line.contains(event.relatedTarget) || leave()
    bar.onkeydown = event => {
      const act = !event.altKey && !event.ctrlKey && !event.metaKey && keys[event.key]
      if (act) event.preventDefault(), act()
    }
    bar.onpointerdown = bar.onpointermove = event => {
      const { left, width } = svg.getBoundingClientRect()
      show(Math.floor((event.clientX - left) / width * days))
    }
  }

  const narrow = form => {
    const rows = all("[data-fault]", form.parentNode)
    const chosen = (name, has) => !form[name]?.value || has(form[name].value)
    form.oninput = () => {
      for (const row of rows) {
        const { service, fault } = row.dataset
        row.hidden = !chosen("service", id => service.split(" ").includes(id)) || !chosen("fault", key => key === fault)
      }
      const shown = rows.filter(row => !row.hidden).length
      form.lastElementChild.textContent = shown < rows.length ? fill(fill(form.dataset.rows, shown), rows.length) : ""
    }
    form.oninput()
  }

  const begin = () => {
    page = document.querySelector(".ab")
    if (!page) return
    live = page.querySelector(".live")
    built = NaN
    all("time[data-local]").forEach(addLocalTime)
    all(".bar").forEach(enliven)
    all(".filter").forEach(narrow)
    tick()
    if (page.dataset.asOf) fetch(page.dataset.build).then(answer => answer.json()).then(build => {
      built = Date.parse(build.built_at) / 1e3
      tick()
    }).catch(() => {})
  }
  document.addEventListener("DOMContentLoaded", () => window.document$ ? document$.subscribe(begin) : begin())
  setInterval(() => page && tick(), 3e4)
})()
