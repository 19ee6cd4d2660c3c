/*!
* OpenDoors, Apache-2.0. What else is in it: /component/LICENSES.txt
*/
// ../node_modules/preact/dist/preact.mjs
var e, t, n, r, i, a, o, s, c, l, u = Symbol.for("pv"), d = {}, f = [], p = /^m(i|n|o|s|text|space)$/, m = Array.isArray, h = f.slice, g = Object.assign;
function _(e) {
	e && e.parentNode && e.remove();
}
function v(e, t, n) {
	var r, i, a, o = {}, s = arguments.length;
	for (a in t) a == "key" ? r = t[a] : a == "ref" && typeof e != "function" ? i = t[a] : o[a] = t[a];
	return s > 2 && (o.children = s > 3 ? h.call(arguments, 2) : n), y(e, o, r, i, null);
}
function y(n, r, i, a, o) {
	var s = {
		type: n,
		props: r,
		key: i,
		ref: a,
		__k: null,
		__: null,
		__b: 0,
		__e: null,
		__c: null,
		constructor: u,
		__v: o || ++t,
		__i: -1,
		__u: 0
	};
	return !o && e.vnode && e.vnode(s), s;
}
function b(e) {
	return e.children;
}
function x(e, t) {
	this.props = e, this.context = t, this.__g = 0;
}
function S(e, t) {
	if (t == null) return e.__ && S(e.__, e.__i + 1);
	for (var n; t < e.__k.length; t++) if ((n = e.__k[t]) && n.__e) return n.__e;
	return typeof e.type != "function" || e.props.__P ? null : S(e);
}
function C(t) {
	var n, r = t.__v, i = r.__e, a = [], o = [], s = t.__P;
	s && ((n = g({ constructor: u }, r)).__v = r.__v + 1, e.vnode && e.vnode(n), N(s, n, r, t.__n, s.namespaceURI, 32 & r.__u ? [i] : null, a, i || S(r), 32 & r.__u, o), n.__v = r.__v, n.__.__k[n.__i] = n, F(a, n, o), r.__ = r.__e = null, n.__e != i && w(n));
}
function w(e) {
	if ((e = e.__) && e.__c && !e.props.__P) return e.__e = null, e.__k.some(function(t) {
		return t && (e.__e = t.__e);
	}), w(e);
}
function T(t) {
	(8 & t.__g || (t.__g |= 8, n.push(t), i++)) && r == e.debounceRendering || ((r = e.debounceRendering) || queueMicrotask)(E);
}
function E() {
	try {
		for (var e, t = 1; n.length;) n.length > t && n.sort(a), e = n.shift(), t = n.length, 8 & e.__g && C(e);
	} finally {
		(i = n.length) && (r || queueMicrotask)(E);
	}
}
function ee(e, t, n, r, i, a, o, s, c, l, u) {
	var p, m, h, g, _, v, y = r.__k || f, b = t.length;
	for (c = D(n, t, y, c, b), p = 0; p < b; p++) (h = n.__k[p]) != null && (m = ~h.__i && y[h.__i] || d, h.__i = p, v = N(e, h, m, i, a, o, s, c, l, u), g = h.__e, (m.ref != h.ref || 8 & m.__u) && (m.ref && I(m.ref, null, h, m), h.ref && u.push(h.ref, h.__c || g, h)), _ ||= g, 4 & h.__u ? (c = O(h, c, e, !m.__v), m.__e && (m.__e = null)) : typeof h.type == "function" && v !== void 0 ? c = v : g && (c = g.nextSibling), h.__u &= -21);
	return n.__e = _, c;
}
function D(e, t, n, r, i) {
	var a, o, s, c, l, d, f, p, h, g = n.length, _ = g, v = 0, x = 0, C = e.__k = Array(i);
	for (a = 0; a < i; a++) (o = t[a]) != null && typeof o != "boolean" && typeof o != "function" ? (typeof o != "object" || o.constructor === String ? o = C[a] = y(null, o) : m(o) ? o = C[a] = y(b, { children: o }) : o.constructor === u && o.__b ? o = C[a] = y(o.type, o.props, o.key, o.ref, o.__v) : C[a] = o, c = a + v, o.__ = e, o.__b = e.__b + 1, s = null, ~(l = o.__i = k(o, n, c, _)) && (_--, (s = n[l]) && (s.__u |= 2)), s && s.__v ? (o.__u |= 16, l == c - 1 ? v-- : l == c + 1 ? v++ : l != c && (l > c ? v-- : v++, x = 1)) : (~l || (i > g ? v-- : i < g && v++), typeof o.type != "function" && (o.__u |= 4))) : C[a] = null;
	if (x) {
		for (d = [], f = [], a = 0; a < i; a++) if ((o = C[a]) && 16 & o.__u) {
			for (v = 0, p = d.length; v < p;) d[h = v + p >> 1] < o.__i ? v = h + 1 : p = h;
			d[v] = o.__i, f[a] = v + 1;
		}
		for (v = d.length; a--;) f[a] && (f[a] == v ? v-- : C[a].__u |= 4);
	}
	if (_) for (a = 0; a < g; a++) !(s = n[a]) || 2 & s.__u || (s.__e == r && (r = S(s)), L(s, s));
	return r;
}
function O(e, t, n, r) {
	var i, a, o, s;
	if (typeof e.type == "function") {
		if (e.props.__P) return t;
		if (i = e.__k) for (a = 0; a < i.length; a++) i[a] && (i[a].__ = e, t = O(i[a], t, n, !1));
		return t;
	}
	for (t && !t.parentNode && (t = S(e)) && !t.parentNode && (t = null), o = e.__e, s = t; s && s.nodeType == 8;) s = s.nextSibling;
	for (o != s && (!r && n.moveBefore && o.parentNode ? n.moveBefore(o, t) : n.insertBefore(o, t || null)), t = o; (t &&= t.nextSibling) && t.nodeType == 8 && !t.data.startsWith("$s"););
	return t;
}
function k(e, t, n, r) {
	var i, a = e.key, o = e.type, s = t[n], c = s && !(2 & s.__u);
	if (s === null && a == null || c && a == s.key && o == s.type) return n;
	if (r > +!!c) {
		for (i = n - 1; i >= 0; i--) if ((s = t[i]) && !(2 & s.__u) && a == s.key && o == s.type) return i;
		for (i = n + 1; i < t.length; i++) if ((s = t[i]) && !(2 & s.__u) && a == s.key && o == s.type) return i;
	}
	return -1;
}
function A(e, t, n) {
	n ??= "", t[0] == "-" ? e.setProperty(t, n) : e[t] = n;
}
function j(e, t, n, r, i) {
	var a, o;
	if (t == "style") {
		if (typeof n == "string") e.style.cssText = n;
		else {
			if (typeof r == "string" && (e.style.cssText = r = ""), r) for (t in r) n && t in n || A(e.style, t);
			if (n) for (t in n) r && n[t] == r[t] || A(e.style, t, n[t]);
		}
	} else if (t[0] == "o" && t[1] == "n") typeof n != "function" && (n = null), typeof r != "function" && (r = null), (e.__e ||= {})[t] = n, n && r || (o = l[t] || (l[t] = M(t)), (e.__a ||= {})[t] = c, a = t != (t = t.replace(s, "$1")), (t = t.slice(2))[0] < "a" && (t = t.toLowerCase()), n ? e.addEventListener(t, o, a) : e.removeEventListener(t, o, a));
	else {
		if (i == "http://www.w3.org/2000/svg") t = t.replace(/xlink(H|:h)/, "h").replace(/sName$/, "s");
		else if (t != "width" && t != "height" && t != "href" && t != "list" && t != "form" && t != "tabIndex" && t != "download" && t != "rowSpan" && t != "colSpan" && t != "role" && t != "popover" && t in e) try {
			e[t] = n ?? "";
			return;
		} catch {}
		if (typeof n == "function") return;
		n == null || !1 === n && t[4] != "-" ? e.removeAttribute(t) : e.setAttribute(t, t == "popover" && n == 1 ? "" : n);
	}
}
function M(t) {
	return function(n) {
		var r = this.__e;
		if (r) {
			if (r = r[t], n[o] == null) n[o] = c++;
			else if (n[o] < this.__a[t]) return;
			return r(e.event ? e.event(n) : n);
		}
	};
}
function N(t, n, r, i, a, o, s, c, l, d) {
	var p, h, v, y, C, w, T, E, D, O, k, A, j, M, N, F, I, R, z = n.type;
	if (n.constructor !== u) return null;
	128 & r.__u && (l = 32 & r.__u, p = r.__c.__z) && (n.__u |= l, h = o = [], p.nodeType == 8 ? c = P(p, o) : o.push(p), c = o[0] || c), (p = e.__b) && p(n);
	n: if (typeof z == "function") {
		v = s.length;
		try {
			if (E = n.props, D = (p = z.prototype) && p.render, O = (p = z.contextType) && i[p.__c], k = p ? O ? O.props.value : p.__ : i, (y = r.__c) ? (n.__c = y, 2 & y.__g && (y.__g |= 1)) : (D ? n.__c = y = new z(E, k) : (n.__c = y = new x(E, k), y.constructor = z, y.render = re), O && O.sub(y), y.state || (y.state = {}), y.__n = i, y.__g |= 8, y.__h = [], y.__k = []), D && (y.__s || (y.__s = y.state), z.getDerivedStateFromProps && (y.__s == y.state && (y.__s = g({}, y.__s)), g(y.__s, z.getDerivedStateFromProps(E, y.__s)))), C = y.props, w = y.state, y.__v = n, r.__c) {
				if (E !== C && D && !z.getDerivedStateFromProps && y.componentWillReceiveProps && y.componentWillReceiveProps(E, k), n.__v == r.__v && !(8 & y.__g) || !(4 & y.__g) && y.shouldComponentUpdate && !1 === y.shouldComponentUpdate(E, y.__s, k)) {
					n.__v != r.__v && (y.props = E, y.state = y.__s, y.__g &= -9), n.__e = r.__e, n.__k = r.__k, n.__k.some(function(e) {
						e && (e.__ = n);
					}), f.push.apply(y.__h, y.__k), y.__k = [], y.__h.length && s.push(y), c = S(r);
					break n;
				}
				y.componentWillUpdate && y.componentWillUpdate(E, y.__s, k), D && y.componentDidUpdate && y.__h.push(function() {
					y.componentDidUpdate(C, w, T);
				});
			} else D && !z.getDerivedStateFromProps && y.componentWillMount && y.componentWillMount(), D && y.componentDidMount && y.__h.push(y.componentDidMount);
			y.context = k, y.props = E, y.__P = t, y.__g &= -5, A = e.__r, j = D ? 25 : 0;
			do
				y.__g &= -9, A && A(n), p = y.render(y.props, y.state = y.__s, y.context);
			while (8 & y.__g && ++j < 25);
			D && (f.push.apply(y.__h, y.__k), y.__k = []), y.state = y.__s, y.getChildContext && (i = g({}, i, y.getChildContext())), D && r.__c && y.getSnapshotBeforeUpdate && (T = y.getSnapshotBeforeUpdate(C, w)), M = p && p.type === b && p.key == null ? p.props.children : p, E.__P && (p = c, a = (t = E.__P).namespaceURI, l = o = null, r.props && r.props.__P != t && (r.__k.some(function(e) {
				e && L(e, e);
			}), r.__k = null), c = r.__k ? S(r, 0) : null), c = ee(t, m(M) ? M : [M], n, r, i, a, o, s, c, l, d), E.__P && (n.__e = null, c = p), n.__u &= -161, h && h.some(_), y.__h.length && s.push(y), 1 & y.__g && (y.__g &= -4);
		} catch (t) {
			if (s.length = v, n.__v = null, l || o) {
				if (t && t.then) {
					if (n.__u |= 128 | l, o) {
						for (~(I = o.indexOf(c || void 0)) || (I = o.length); (R = o[I - 1]) && R.nodeType == 8;) I--;
						for (; I < o.length; I++) if (R = o[I]) {
							if (o[I] = null, N) {
								if (R == F) break;
							} else {
								if (R.nodeType != 8) break;
								R.data.startsWith("$s") && (F = P(N = R));
							}
						}
					}
					if (!N) {
						for (; c && c.nodeType == 8 && c.nextSibling;) c = c.nextSibling;
						N = c;
					}
					(p = P(N = n.__c.__z || (n.__c.__z = N))) ? (n.__e = N, c = p) : n.__e = c, c &&= c.nextSibling;
				} else o && o.some(_);
			} else n.__e = r.__e;
			n.__k ||= r.__k || [], t && t.then || te(n), e.__e(t, n, r);
		}
	} else c = n.__e = ne(r.__e, n, r, i, a, o, s, l, d, t);
	return (p = e.diffed) && p(n), c;
}
function P(e, t) {
	if (e && e.nodeType == 8 && e.data.startsWith("$s")) for (var n = 1; e = e.nextSibling;) {
		if (e.nodeType == 8) {
			if (e.data.startsWith("$s")) n++;
			else if (e.data.startsWith("/$s") && !--n) return e;
		}
		t && t.push(e);
	}
}
function te(e) {
	e && (e.__c && (e.__c.__g |= 4), e.__k && e.__k.some(te));
}
function F(t, n, r) {
	for (var i = 0; i < r.length;) I(r[i++], r[i++], r[i++]);
	e.__c && e.__c(n, t), t.some(function(n) {
		try {
			t = n.__h, n.__h = [], t.some(function(e) {
				e.call(n);
			});
		} catch (t) {
			e.__e(t, n.__v);
		}
	});
}
function ne(t, n, r, i, a, o, s, c, l, u) {
	var f, g, v, y, b, x, C, w, T = r.props || d, E = n.props, D = n.type;
	if (D == "svg" ? a = "http://www.w3.org/2000/svg" : D == "math" ? a = "http://www.w3.org/1998/Math/MathML" : a ||= "http://www.w3.org/1999/xhtml", o) {
		for (f = 0; f < o.length; f++) if ((b = o[f]) && (D ? b.localName == D : b.nodeType == 3)) {
			t = b, o[f] = null;
			break;
		}
	}
	if (!t) {
		if (w = u.ownerDocument || document, !D) return w.createTextNode(E);
		t = w.createElementNS(a, D, E.is ? E : u), c &&= (e.__m && e.__m(n, o), !1), o = null;
	}
	if (D) {
		if (u = D == "template" && t.content || t, o = D == "textarea" && E.defaultValue != null ? null : o && h.call(u.childNodes), !c && o) for (T = {}, f = 0; f < t.attributes.length; f++) T[(b = t.attributes[f]).name] = b.value;
		for (f in T) b = T[f], f == "dangerouslySetInnerHTML" ? v = b : f == "children" || f in E || f == "value" && "defaultValue" in E || f == "checked" && "defaultChecked" in E || j(t, f, null, b, a);
		for (f in E) b = E[f], f == "children" ? y = b : f == "dangerouslySetInnerHTML" ? g = b : f == "value" ? x = b : f == "checked" ? C = b : c && typeof b != "function" || T[f] === b || j(t, f, b, T[f], a);
		g ? (c || v && (g.__html == v.__html || g.__html == t.innerHTML) || (t.innerHTML = g.__html), n.__k = []) : (v && (t.textContent = ""), (D == "foreignObject" || a == "http://www.w3.org/1998/Math/MathML" && p.test(D)) && (a = "http://www.w3.org/1999/xhtml"), ee(u, m(y) ? y : [y], n, r, i, a, o, s, o ? o[0] : r.__k && S(r, 0), c, l), o && o.some(_)), c && D != "textarea" || (f = "value", D == "progress" && x == null ? t.removeAttribute(f) : x == null || x === t[f] && (D != "progress" || x) || j(t, f, x, T[f], a), f = "checked", C != null && C != t[f] && j(t, f, C, T[f], a));
	} else T === E || c && t.data == E || (t.data = E);
	return t;
}
function I(t, n, r, i) {
	try {
		typeof t == "function" ? n ? n.__x = t(n) || 1 : (i &&= i.__c || i.__e) && (n = i.__x) && (i.__x = null, typeof n == "function" ? n() : t(null)) : t.current = n;
	} catch (t) {
		e.__e(t, r);
	}
}
function L(t, n, r) {
	var i, a, o, s;
	if (e.unmount && e.unmount(t), !(i = t.ref) || i.current && i.current != t.__e || I(i, null, n, t), i = t.__c) {
		if (i.componentWillUnmount) try {
			i.componentWillUnmount();
		} catch (t) {
			e.__e(t, n);
		}
		i.__P = i.__n = null;
	}
	if (i = t.__k) for (s = 0; s < i.length; s++) i[s] && L(i[s], n, typeof t.type != "function" || r && !t.props.__P);
	!r && (i = t.__c) && (i = i.__z) && (a = P(i, o = [])) && (i == t.__e && o.some(_), _(a), _(i)), r || _(t.__e), t.__e = t.__c = t.__ = null;
}
function re(e, t, n) {
	return this.constructor(e, n);
}
function R(t, n) {
	var r, i, a, o;
	e.__ && e.__(t, n), n.nodeType == 9 && (n = n.documentElement), i = (r = t && 32 & t.__u) ? null : n.__k, n.__k = y(b, { children: [t] }), a = [], o = [], N(n, n.__k, i || d, d, n.namespaceURI, i ? null : n.firstChild ? h.call(n.childNodes) : null, a, i ? i.__e : n.firstChild, r, o), F(a, n.__k, o), n.__k.props.children = null;
}
e = { __e: function(e, t, n, r) {
	for (var a, o, s; t = t.__;) if ((a = t.__c) && !(1 & a.__g)) {
		a.__g |= 4;
		try {
			if ((s = (o = a.constructor) && o.getDerivedStateFromError) && a.setState(o.getDerivedStateFromError(e)), a.componentDidCatch && (a.componentDidCatch(e, r || {}), s = 1), s && 8 & a.__g) return void (a.__g |= 2);
		} catch (t) {
			e = t;
		}
	}
	throw i = 0, e;
} }, t = 0, x.prototype.setState = function(e, t) {
	var n = this.__s;
	n && n != this.state || (n = this.__s = g({}, this.state)), typeof e == "function" && (e = e(g({}, n), this.props)), e && (g(n, e), this.__v && (t && this.__k.push(t), T(this)));
}, x.prototype.forceUpdate = function(e) {
	this.__v && (this.__g |= 4, e && this.__h.push(e), T(this));
}, x.prototype.render = b, n = [], i = 0, a = function(e, t) {
	return e.__v.__b - t.__v.__b;
}, o = Symbol(), s = /(PointerCapture)$|Capture$/i, c = 0, l = {};
// src/style.css?inline
var z = ":host{--_accent:var(--open-doors-accent,light-dark(#0b5cad,#86bcff));--_text:var(--open-doors-text,light-dark(#17202a,#e9edf2));--_muted:var(--open-doors-muted,light-dark(#53606d,#a5b1be));--_back:var(--open-doors-background,Canvas);--_line:var(--open-doors-border,light-dark(#d8dfe6,#313c48));--_radius:var(--open-doors-radius,.5rem);color:var(--_text);background:var(--_back);font:var(--open-doors-font,1rem/1.5 system-ui, sans-serif);display:block;container-type:inline-size}:host([hidden]),[hidden]{display:none!important}*{box-sizing:border-box}[part=box]{overflow-wrap:anywhere;padding:1rem}form{flex-wrap:wrap;align-items:end;gap:.75rem;display:flex}form>label,.asker{flex:14rem;min-width:0;position:relative}label{font-weight:600;display:block}input,select,button{font:inherit;color:inherit;border:1px solid var(--_muted);border-radius:var(--_radius);background:var(--_back);min-height:2.5rem;padding:.25rem .75rem}input,select{width:100%;margin-top:.25rem;font-weight:400;display:block}input::placeholder{color:var(--_muted);opacity:1}button{background:var(--_accent);border-color:var(--_accent);color:var(--_back);cursor:pointer;font-weight:600}:focus-visible{outline:3px solid var(--_accent);outline-offset:2px}a{color:var(--_accent);min-height:24px;display:inline-block}[part=found]{z-index:1;background:var(--_back);border:1px solid var(--_muted);border-radius:var(--_radius);margin:.25rem 0 0;padding:.25rem;list-style:none;position:absolute;inset-inline:0}[role=option]{cursor:pointer;border-radius:calc(var(--_radius) / 2);padding:.375rem .5rem}[role=option] small,[role=option] i{display:block}[role=option][aria-selected=true],[role=option]:hover{background:var(--_accent);color:var(--_back)}[role=option][aria-selected=true] small,[role=option]:hover small{color:inherit}.told{clip-path:inset(50%);width:1px;height:1px;position:absolute;overflow:hidden}h2,h3,h4,p{margin:0}h2{font-size:1.25em;line-height:1.3}h3{color:var(--_muted);margin-top:1.25rem;font-size:1em}h4{font-size:1.0625em}[part=status]:empty{display:none}[part=list]{margin:0;padding:0;list-style:none}[part=opener]{border-top:1px solid var(--_line);padding:.75rem 0}[part=score]{white-space:nowrap;border-inline-start:.25rem solid var(--_accent);padding-inline-start:.375rem;font-size:.875rem;font-weight:600}.moderate[part=score]{border-inline-start-style:double}.weak[part=score]{border-inline-start-style:dotted}.number{font-variant-numeric:tabular-nums;font-weight:400}small,[part=subtitle],[part=footer]{color:var(--_muted);font-size:.875rem}[part=route]{font-weight:500}details{margin-top:.25rem}summary{cursor:pointer;width:fit-content;min-height:24px;color:var(--_accent)}.steps{margin:.25rem 0;padding-inline-start:1.5rem}[part=sources]{margin:0;padding:0;list-style:none}[part=error]{border:1px solid var(--_line);border-radius:var(--_radius);border-inline-start:.25rem solid;padding:.75rem}[part=footer]{margin-top:1rem}@media (forced-colors:active){[role=option][aria-selected=true]{outline:2px solid highlight}}", B, V, H, ie, U = Object.is, W = 0, ae = [], G = [], K = e, oe = K.__b, se = K.__r, ce = K.diffed, le = K.__c, ue = K.unmount, de = K.__;
function q(e, t) {
	K.__h && K.__h(V, e, W || t), W = 0;
	var n = V.__H || (V.__H = {
		__: [],
		__h: []
	});
	return e >= n.__.length && n.__.push({}), n.__[e];
}
function J(e) {
	return W = 1, fe(be, e);
}
function fe(e, t, n) {
	var r = q(B++, 2);
	if (r.t = e, !r.__c && (r.__ = [n ? n(t) : be(void 0, t), function(e) {
		var t = (r.__N || r.__)[0], n = r.t(t, e);
		U(t, n) || (r.__N = [n, r.__[1]], r.__c.setState({}));
	}], r.__c = V, !V.__f)) {
		V.__f = !0;
		var i = V.shouldComponentUpdate;
		V.shouldComponentUpdate = function(e, t, n) {
			var r = this.__H;
			if (!r) return !0;
			var a = !1, o = this.props != e;
			if (r.__.some(function(e) {
				e.__N && (a = !0, U(e.__[0], e.__N[0]) || (o = !0));
			}), i) {
				var s = i.call(this, e, t, n);
				return a ? s || o : s;
			}
			return !a || o;
		};
	}
	return r.__;
}
function Y(e, t) {
	var n = q(B++, 3);
	!K.__s && ye(n.__H, t) && (n.__P = !0, n.__ = e, n.u = t, V.__H.__h.push(n));
}
function X(e) {
	return W = 5, pe(function() {
		return { current: e };
	}, []);
}
function pe(e, t) {
	var n = q(B++, 7);
	return ye(n.__H, t) && (n.__ = e(), n.__H = t), n.__;
}
function me() {
	var e;
	do {
		for (; e = G.shift();) try {
			Z(e);
		} catch (t) {
			K.__e(t, { __: (e = e.__P) && e.__v });
		}
		for (; e = ae.shift();) {
			var t = e.__H;
			if (e.__P && t) try {
				t.__h.some(Z), t.__h.some(ve), t.__h = [];
			} catch (n) {
				t.__h = [], K.__e(n, e.__v);
			}
		}
	} while (G.length);
}
K.__b = function(e) {
	V = null, oe && oe(e);
}, K.__ = function(e, t) {
	e && t.__k && t.__k.__m && (e.__m = t.__k.__m), de && de(e, t);
}, K.__r = function(e) {
	se && se(e), B = 0;
	var t = (V = e.__c).__H;
	t && (H == V ? V.__h = [] : (t.__h.some(Z), t.__h.some(ve), B = 0), t.__h = [], t.__.some(function(e) {
		e.__N && (e.__ = e.__N), e.u = e.__N = void 0;
	})), H = V;
}, K.diffed = function(e) {
	ce && ce(e);
	var t = e.__c;
	t && t.__H && (t.__H.__h.length && _e(ae.push(t)), t.__H.__.some(function(e) {
		e.u && (e.__H = e.u);
	})), H = V = null;
}, K.__c = function(e, t) {
	t.some(function(e) {
		try {
			e.__h.some(Z), e.__h = e.__h.filter(function(e) {
				return !e.__ || ve(e);
			});
		} catch (t) {
			e.__h = [function() {
				throw t;
			}];
		}
	}), le && le(e, t);
}, K.unmount = function(e) {
	ue && ue(e);
	var t, n, r = e.__c;
	r && r.__H && (r.__H.__.some(function(r) {
		try {
			if (r.__P && r.__c) {
				if (n === void 0) {
					for (n = e.__; n && (!n.__c || !n.__c.__P);) n = n.__;
					n &&= n.__c;
				}
				r.__P = n, _e(G.push(r));
			} else Z(r);
		} catch (e) {
			t = e;
		}
	}), r.__H = void 0, t && K.__e(t, r.__v));
};
var he = typeof requestAnimationFrame == "function";
function ge(e) {
	var t, n = function() {
		clearTimeout(r), he && cancelAnimationFrame(t), setTimeout(e);
	}, r = setTimeout(n, 35);
	he && (t = requestAnimationFrame(n));
}
function _e(e) {
	e != 1 && ie == K.requestAnimationFrame || ((ie = K.requestAnimationFrame) || ge)(me);
}
function Z(e) {
	var t = V, n = e.__c;
	typeof n == "function" && (e.__c = void 0, n()), V = t;
}
function ve(e) {
	var t = V;
	e.__c = e.__(), V = t;
}
function ye(e, t) {
	return !e || e.length != t.length || t.some(function(t, n) {
		return !U(t, e[n]);
	});
}
function be(e, t) {
	return typeof t == "function" ? t(e) : t;
}
// src/fetch.ts
var Q = class extends Error {
	code;
	constructor(e, t) {
		super(t), this.code = e;
	}
}, xe = 1e3, Se = "unknown_document", Ce = "application/json", we = { accept: Ce };
async function Te(e, t, n = !0) {
	let r = await fetch(e, {
		...t,
		credentials: "omit"
	}).catch((e) => {
		if (!n) throw new Q("unreachable", String(e));
		return null;
	});
	if (n && (!r || r.status === 503)) return await new Promise((e) => setTimeout(e, xe)), t.signal?.throwIfAborted(), Te(e, t, !1);
	try {
		return await r.json();
	} catch (e) {
		throw new Q("unreachable", String(e));
	}
}
async function Ee(e, t, n, r) {
	let i = await Te(`${e}?${new URLSearchParams({
		documentId: t.id,
		variables: JSON.stringify(n)
	})}`, {
		headers: we,
		signal: r
	});
	if (i.errors?.[0]?.extensions?.code === Se) {
		let a = JSON.stringify({
			query: t.text,
			variables: n
		});
		i = await Te(e, {
			method: "POST",
			headers: {
				...we,
				"content-type": Ce
			},
			body: a,
			signal: r
		});
	}
	r.throwIfAborted();
	let a = i.errors?.[0];
	if (a || !i.data) throw new Q(a?.extensions?.code ?? "no_answer", a?.message ?? "No answer.");
	return i.data;
}
// src/generated/openers.ts
var De = {
	id: "14da9ea01a883e0c74e27059117b026758687c0ac265a5786901dfc3abb4466b",
	text: "query ComponentOpeners($market: MarketCode!, $from: ID!, $sector: ID, $language: Language!) { doorOpeners(market: $market, from: [{id: $from}], sector: $sector, first: 10) { asOf market { code } askers { organisation { id name } } openers { nodes { rank how score tier why unconfirmed organisation { id name subtitle(language: $language) } presenceReasons(first: 1) { evidence { ...Said } } route { steps { kind sentence to { id name } relations(first: 2) { relation { evidence { ...Said } } } } } } } diagnosis { code message } } } fragment Said on Evidence { source { title publisher } url retrieved confidence }"
}, Oe = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";
function ke(e, t) {
	return new Intl.DisplayNames(t, { type: "region" }).of(e) ?? e;
}
function Ae(e) {
	return Oe.split(" ").map((t) => ({
		code: t,
		name: ke(t, e)
	})).sort((t, n) => t.name.localeCompare(n.name, e));
}
// ../node_modules/preact/jsx-runtime/dist/jsxRuntime.mjs
var je = Symbol.for("pv"), Me = 0;
Array.isArray;
function $(t, n, r, i, a, o) {
	n ||= {};
	var s, c, l = n;
	if ("ref" in l && typeof t != "function") for (c in l = {}, n) c == "ref" ? s = n[c] : l[c] = n[c];
	var u = {
		type: t,
		props: l,
		key: r,
		ref: s,
		__k: null,
		__: null,
		__b: 0,
		__e: null,
		__c: null,
		constructor: je,
		__v: --Me,
		__i: -1,
		__u: 0
	};
	return (a || o) && (u.__source = a, u.__self = o), e.vnode && e.vnode(u), u;
}
// src/Opener.tsx
function Ne({ opener: e, words: t, from: n, question: r, tell: i }) {
	let { organisation: a, rank: o, score: s, tier: c, why: l, route: u, how: d } = e;
	return /* @__PURE__ */ $("li", {
		part: "opener",
		value: o ?? void 0,
		children: [
			/* @__PURE__ */ $("h4", { children: [
				/* @__PURE__ */ $("a", {
					part: "name",
					href: Ie(a.id, r),
					target: "_blank",
					rel: "noopener",
					onClick: (e) => {
						let { id: t, name: n } = a;
						i("open-doors-select", {
							id: t,
							name: n,
							rank: o,
							score: s,
							how: d
						}) || e.preventDefault();
					},
					children: a.name
				}),
				" ",
				/* @__PURE__ */ $("span", {
					part: "score",
					class: c,
					children: [
						t.tier[c],
						" ",
						/* @__PURE__ */ $("span", {
							class: "number",
							children: t.score(s)
						})
					]
				})
			] }),
			/* @__PURE__ */ $("p", {
				part: "subtitle",
				children: [a.subtitle, e.unconfirmed && ` · ${t.unconfirmed}`]
			}),
			/* @__PURE__ */ $("p", {
				part: "route",
				children: n + u.steps.map(({ kind: e, to: t }) => ` ${e === "tie" ? "→" : "⇢"} ${t.name}`).join("")
			}),
			/* @__PURE__ */ $("p", {
				part: "why",
				lang: "en",
				children: l
			}),
			/* @__PURE__ */ $("details", {
				part: "details",
				children: [
					/* @__PURE__ */ $("summary", { children: t.steps }),
					/* @__PURE__ */ $("ol", {
						class: "steps",
						children: u.steps.map((e) => /* @__PURE__ */ $("li", { children: [
							/* @__PURE__ */ $("span", {
								lang: "en",
								children: e.sentence
							}),
							" ",
							/* @__PURE__ */ $(Fe, {
								of: Pe(e),
								words: t
							})
						] }, e.to.id))
					}),
					/* @__PURE__ */ $("small", { children: t.presence }),
					/* @__PURE__ */ $(Fe, {
						of: e.presenceReasons.flatMap(({ evidence: e }) => e),
						words: t
					})
				]
			})
		]
	});
}
function Pe(e) {
	return e.relations.flatMap(({ relation: e }) => e.evidence);
}
function Fe({ of: e, words: t }) {
	return /* @__PURE__ */ $("ul", {
		part: "sources",
		children: [...new Map(e.map((e) => [e.url ?? e.source.title, e])).values()].map(({ source: e, url: n, retrieved: r, confidence: i }) => /* @__PURE__ */ $("li", { children: [
			n && /^https?:/.test(n) ? /* @__PURE__ */ $("a", {
				part: "link",
				href: n,
				target: "_blank",
				rel: "noopener noreferrer",
				children: new URL(n).hostname
			}) : e.title,
			" ",
			/* @__PURE__ */ $("small", { children: [t.confidence[i], r && `, ${t.read(r)}`] })
		] }, n))
	});
}
function Ie(e, { endpoint: t }) {
	return new URL(`/organisation/${encodeURIComponent(e)}`, t).href;
}
// src/Answer.tsx
var Le = {
	own_mandate: "own_people",
	desk: "official_door",
	front_door: "official_door",
	own_network: "own_network",
	reception: "to_meet",
	home_agency: "at_home"
}, Re = 150;
function ze({ question: e, language: t, tell: n }) {
	let [r, i] = J({}), [a, o] = J(0);
	return Y(() => {
		let r = new AbortController(), a = setTimeout(() => i({ slow: !0 }), Re), { market: o, from: s, sector: c, endpoint: l } = e;
		return Ee(l, De, {
			market: o,
			from: s,
			sector: c || null,
			language: t
		}, r.signal).then(({ doorOpeners: e }) => i({ said: e })).catch((e) => {
			if (r.signal.aborted) return;
			let t = e instanceof Q ? e : new Q("internal", String(e));
			i({ error: t }), n("open-doors-error", {
				code: t.code,
				message: t.message
			});
		}).finally(() => clearTimeout(a)), () => {
			clearTimeout(a), r.abort();
		};
	}, [a]), {
		...r,
		again: () => o(a + 1)
	};
}
function Be(e, t) {
	let n = /* @__PURE__ */ new Map();
	for (let r of e) {
		let e = t.groups[Le[r.how]];
		n.set(e, [...n.get(e) ?? [], r]);
	}
	return n;
}
function Ve(e) {
	let { question: t, words: n } = e, { said: r, error: i, slow: a, again: o } = ze(e);
	return i ? /* @__PURE__ */ $("div", {
		part: "error",
		role: "alert",
		children: [/* @__PURE__ */ $("p", { children: i.code === "unreachable" ? n.failed : i.message }), /* @__PURE__ */ $("button", {
			part: "button",
			type: "button",
			onClick: o,
			children: n.again
		})]
	}) : /* @__PURE__ */ $("div", { children: [
		/* @__PURE__ */ $("p", {
			role: "status",
			part: "status",
			children: !r && a && n.waiting
		}),
		r && /* @__PURE__ */ $(He, {
			...e,
			said: r
		}),
		r && /* @__PURE__ */ $("p", {
			part: "footer",
			children: [
				n.asOf(r.asOf),
				" · ",
				/* @__PURE__ */ $("a", {
					part: "link",
					href: Ue(t),
					target: "_blank",
					rel: "noopener",
					children: n.more
				})
			]
		})
	] });
}
function He({ said: e, question: t, words: n, language: r, focus: i, tell: a }) {
	let o = X(null);
	Y(() => {
		i && o.current?.focus();
	}, []);
	let s = e.market ? ke(e.market.code, r) : t.market, c = e.askers[0]?.organisation?.name ?? t.from, l = e.openers.nodes;
	return /* @__PURE__ */ $(b, { children: [
		/* @__PURE__ */ $("h2", {
			part: "heading",
			tabIndex: -1,
			ref: o,
			children: l.length > 0 ? n.openers(l.length, s, c) : n.none(s, c)
		}),
		e.diagnosis && /* @__PURE__ */ $("p", {
			part: "diagnosis",
			children: e.diagnosis.message
		}),
		[...Be(l, n)].map(([e, r]) => /* @__PURE__ */ $("section", { children: [/* @__PURE__ */ $("h3", {
			part: "group",
			children: e
		}), /* @__PURE__ */ $("ol", {
			part: "list",
			children: r.map((e) => /* @__PURE__ */ $(Ne, {
				opener: e,
				words: n,
				from: c,
				question: t,
				tell: a
			}, e.organisation.id))
		})] }, e))
	] });
}
function Ue({ endpoint: e, market: t, from: n, sector: r }) {
	let i = new URL("/ask", e);
	return i.search = new URLSearchParams({
		market: t,
		from: n,
		...r && { sector: r }
	}).toString(), i.href;
}
// ../node_modules/@github/combobox-nav/dist/index.js
var We = class {
	constructor(e, t, { tabInsertsSuggestions: n, firstOptionSelectionMode: r, scrollIntoViewOptions: i } = {}) {
		this.input = e, this.list = t, this.tabInsertsSuggestions = n ?? !0, this.firstOptionSelectionMode = r ?? "none", this.scrollIntoViewOptions = i ?? {
			block: "nearest",
			inline: "nearest"
		}, this.isComposing = !1, this.didAutoAssignLastSelectedId = !1, t.id ||= `combobox-${Math.random().toString().slice(2, 6)}`, this.ctrlBindings = !!navigator.userAgent.match(/Macintosh/), this.keyboardEventHandler = (e) => Ge(e, this), this.compositionEventHandler = (e) => Ze(e, this), this.inputHandler = this.clearSelection.bind(this), e.setAttribute("role", "combobox"), e.setAttribute("aria-controls", t.id), e.setAttribute("aria-expanded", "false"), e.setAttribute("aria-autocomplete", "list"), e.setAttribute("aria-haspopup", "listbox");
	}
	destroy() {
		this.clearSelection(), this.stop(), this.input.removeAttribute("role"), this.input.removeAttribute("aria-controls"), this.input.removeAttribute("aria-expanded"), this.input.removeAttribute("aria-autocomplete"), this.input.removeAttribute("aria-haspopup");
	}
	start() {
		this.input.setAttribute("aria-expanded", "true"), this.input.addEventListener("compositionstart", this.compositionEventHandler), this.input.addEventListener("compositionend", this.compositionEventHandler), this.input.addEventListener("input", this.inputHandler), this.input.addEventListener("keydown", this.keyboardEventHandler), this.list.addEventListener("click", Ke), this.resetSelection();
	}
	stop() {
		this.clearSelection(), this.input.setAttribute("aria-expanded", "false"), this.input.removeEventListener("compositionstart", this.compositionEventHandler), this.input.removeEventListener("compositionend", this.compositionEventHandler), this.input.removeEventListener("input", this.inputHandler), this.input.removeEventListener("keydown", this.keyboardEventHandler), this.list.removeEventListener("click", Ke);
	}
	indicateDefaultOption() {
		var e;
		this.firstOptionSelectionMode === "active" ? (e = Array.from(this.list.querySelectorAll("[role=\"option\"]:not([aria-disabled=\"true\"])")).filter(Xe)[0]) == null || e.setAttribute("data-combobox-option-default", "true") : this.firstOptionSelectionMode === "selected" && this.navigate(1);
	}
	navigate(e = 1) {
		let t = Array.from(this.list.querySelectorAll("[aria-selected=\"true\"]")).filter(Xe)[0], n = Array.from(this.list.querySelectorAll("[role=\"option\"]")).filter(Xe), r = n.indexOf(t);
		if (r === n.length - 1 && e === 1 || r === 0 && e === -1) {
			this.clearSelection(), this.input.focus();
			return;
		}
		let i = e === 1 ? 0 : n.length - 1;
		if (t && r >= 0) {
			let t = r + e;
			t >= 0 && t < n.length && (i = t);
		}
		let a = n[i];
		if (a) for (let e of n) e.removeAttribute("data-combobox-option-default"), a === e ? (!a.id && !document.getElementById(`${this.list.id}-selected`) && (a.id = `${this.list.id}-selected`, this.didAutoAssignLastSelectedId = !0), a.id && this.input.setAttribute("aria-activedescendant", a.id), a.setAttribute("aria-selected", "true"), Ye(a), a.scrollIntoView(this.scrollIntoViewOptions)) : (e.id === `${this.list.id}-selected` && this.didAutoAssignLastSelectedId && (e.removeAttribute("id"), this.didAutoAssignLastSelectedId = !1), e.removeAttribute("aria-selected"));
	}
	clearSelection() {
		this.input.removeAttribute("aria-activedescendant");
		for (let e of this.list.querySelectorAll("[aria-selected=\"true\"], [data-combobox-option-default=\"true\"]")) e.removeAttribute("aria-selected"), e.removeAttribute("data-combobox-option-default"), e.id === `${this.list.id}-selected` && this.didAutoAssignLastSelectedId && (e.removeAttribute("id"), this.didAutoAssignLastSelectedId = !1);
	}
	resetSelection() {
		this.clearSelection(), this.indicateDefaultOption();
	}
};
function Ge(e, t) {
	if (!(e.shiftKey || e.metaKey || e.altKey) && (t.ctrlBindings || !e.ctrlKey) && !t.isComposing) switch (e.key) {
		case "Enter":
			qe(t.input, t.list) && e.preventDefault();
			break;
		case "Tab":
			t.tabInsertsSuggestions && qe(t.input, t.list) && e.preventDefault();
			break;
		case "Escape":
			t.clearSelection();
			break;
		case "ArrowDown":
			t.navigate(1), e.preventDefault();
			break;
		case "ArrowUp":
			t.navigate(-1), e.preventDefault();
			break;
		case "n":
			t.ctrlBindings && e.ctrlKey && (t.navigate(1), e.preventDefault());
			break;
		case "p":
			t.ctrlBindings && e.ctrlKey && (t.navigate(-1), e.preventDefault());
			break;
		default:
			if (e.ctrlKey) break;
			t.resetSelection();
	}
}
function Ke(e) {
	if (!(e.target instanceof Element)) return;
	let t = e.target.closest("[role=\"option\"]");
	t && t.getAttribute("aria-disabled") !== "true" && Je(t, { event: e });
}
function qe(e, t) {
	let n = t.querySelector("[aria-selected=\"true\"], [data-combobox-option-default=\"true\"]");
	return n ? (n.getAttribute("aria-disabled") === "true" || n.click(), !0) : !1;
}
function Je(e, t) {
	e.dispatchEvent(new CustomEvent("combobox-commit", {
		bubbles: !0,
		detail: t
	}));
}
function Ye(e) {
	e.dispatchEvent(new Event("combobox-select", { bubbles: !0 }));
}
function Xe(e) {
	return !e.hidden && !(e instanceof HTMLInputElement && e.type === "hidden") && (e.offsetWidth > 0 || e.offsetHeight > 0);
}
function Ze(e, t) {
	t.isComposing = e.type === "compositionstart", document.getElementById(t.input.getAttribute("aria-controls") || "") && t.clearSelection();
}
// src/generated/organisations.ts
var Qe = {
	id: "52f40888e84d611cf810e289c0131465002747134b415e080ed02bb32a91e787",
	text: "query ComponentOrganisations($text: String!, $kinds: [NodeKind!]!, $language: Language!) { search(text: $text, kinds: $kinds, first: 8) { edges { matchedName gone node { id name subtitle(language: $language) } } } }"
}, $e = 2, et = 120, tt = [
	"cluster",
	"trade_agency",
	"trade_office",
	"innovation_office",
	"company",
	"research_organisation",
	"public_body",
	"investor"
];
function nt(e, t, n) {
	let [r, i] = J(null);
	return Y(() => {
		if (i(null), e.length < $e) return;
		let r = new AbortController(), a = setTimeout(async () => {
			try {
				let { edges: a } = (await Ee(t, Qe, {
					text: e,
					kinds: [...tt],
					language: n
				}, r.signal)).search, o = [...a.filter(({ gone: e }) => !e), ...a.filter(({ gone: e }) => e)].map(({ node: e, matchedName: t }) => ({
					...e,
					matched: t
				}));
				i(o.map((e) => ({
					...e,
					matched: e.matched === e.name ? "" : e.matched
				})));
			} catch {
				r.signal.aborted || i([]);
			}
		}, et);
		return () => {
			clearTimeout(a), r.abort();
		};
	}, [
		e,
		t,
		n
	]), r;
}
function rt({ endpoint: e, words: t, language: n, onChoose: r }) {
	let [i, a] = J(""), [o, s] = J(""), c = nt(o ? "" : i.trim(), e, n), l = X(null), u = X(null), d = !!c?.length;
	Y(() => {
		if (!d) return;
		let e = new We(l.current, u.current, { firstOptionSelectionMode: "selected" });
		return e.start(), () => e.destroy();
	}, [d, c]);
	function f(e, n) {
		a(e), s(n?.id ?? ""), r(n), l.current?.setCustomValidity(n ? "" : t.typing);
	}
	return /* @__PURE__ */ $("div", {
		class: "asker",
		children: [
			/* @__PURE__ */ $("label", { children: [t.asker, /* @__PURE__ */ $("input", {
				part: "input",
				ref: l,
				role: "combobox",
				"aria-expanded": d,
				"aria-controls": "found",
				"aria-autocomplete": "list",
				autocomplete: "off",
				required: !0,
				placeholder: t.typing,
				value: i,
				onInput: (e) => f(e.currentTarget.value, null),
				onKeyDown: (e) => e.key === "Escape" && a("")
			})] }),
			/* @__PURE__ */ $("ul", {
				id: "found",
				part: "found",
				role: "listbox",
				"aria-label": t.asker,
				hidden: !d,
				ref: u,
				children: c?.map((e) => /* @__PURE__ */ $("li", {
					id: `found-${e.id}`,
					role: "option",
					onClick: () => f(e.name, e),
					onMouseDown: (e) => e.preventDefault(),
					children: [
						/* @__PURE__ */ $("b", { children: e.name }),
						" ",
						e.matched && /* @__PURE__ */ $("i", { children: e.matched }),
						" ",
						/* @__PURE__ */ $("small", { children: e.subtitle })
					]
				}, e.id))
			}),
			/* @__PURE__ */ $("span", {
				class: "told",
				role: "status",
				children: c && t.found(c.length)
			})
		]
	});
}
// src/Form.tsx
function it({ given: e, words: t, language: n, onAsk: r }) {
	let [i, a] = J(e.market), [o, s] = J(null), c = e.from || o?.id || "";
	return /* @__PURE__ */ $("form", {
		part: "form",
		"aria-label": t.question,
		onSubmit: (e) => {
			e.preventDefault(), i && c && r(i, c);
		},
		children: [
			!e.market && /* @__PURE__ */ $("label", { children: [t.market, /* @__PURE__ */ $("select", {
				part: "input",
				required: !0,
				value: i,
				onChange: (e) => a(e.currentTarget.value),
				children: [/* @__PURE__ */ $("option", {
					value: "",
					children: t.choose
				}), Ae(n).map(({ code: e, name: t }) => /* @__PURE__ */ $("option", {
					value: e,
					children: t
				}, e))]
			})] }),
			!e.from && /* @__PURE__ */ $(rt, {
				endpoint: e.endpoint,
				words: t,
				language: n,
				onChoose: s
			}),
			/* @__PURE__ */ $("button", {
				part: "button",
				type: "submit",
				children: t.ask
			}),
			!e.from && /* @__PURE__ */ $("a", {
				part: "link",
				href: new URL("/", e.endpoint).href,
				target: "_blank",
				rel: "noopener",
				children: t.notListed
			})
		]
	});
}
// ../explorer/src/generated/words.de.json
var at = {
	verified: "an der Quelle geprüft",
	imported: "aus der Datei eines Herausgebers",
	recalled: "Allgemeinwissen, unbestätigt",
	inferred: "aus anderen Angaben abgeleitet"
}, ot = {
	own_people: "Ihre eigenen Leute vor Ort",
	official_door: "Die offizielle Anlaufstelle und ihre Büros in Ihrer Nähe",
	own_network: "Über Ihr Netzwerk",
	to_meet: "Wen Sie dort treffen sollten",
	at_home: "Ihre Agenturen im Inland und wen sie kennen"
}, st = {
	strong: "stark",
	moderate: "mittel",
	weak: "schwach"
}, ct = {
	verified: "verified at the source",
	imported: "from a publisher's file",
	recalled: "general knowledge, unconfirmed",
	inferred: "inferred from other facts"
}, lt = {
	own_people: "Your own people there",
	official_door: "The official door, and its desks around you",
	own_network: "Through your network",
	to_meet: "Whom to meet there",
	at_home: "Your agencies at home, and whom they know"
}, ut = {
	strong: "strong",
	moderate: "moderate",
	weak: "weak"
}, dt = (e) => {
	let t = new Intl.NumberFormat(e, {
		minimumFractionDigits: 2,
		maximumFractionDigits: 2
	});
	return (e) => t.format(e);
}, ft = {
	question: "Who can open a door for you?",
	market: "Market",
	choose: "Choose a market",
	asker: "Who asks",
	typing: "Begin to type the name of your organisation or cluster",
	found: (e) => e === 0 ? "Nothing found." : e === 1 ? "One result." : `${e} results.`,
	notListed: "I am not listed",
	ask: "Ask",
	waiting: "Searching …",
	openers: (e, t, n) => `${e === 1 ? "One door opener" : `${e} door openers`} to ${t} for ${n}`,
	none: (e, t) => `No door opener to ${e} for ${t}`,
	groups: lt,
	tier: ut,
	score: dt("en"),
	confidence: ct,
	unconfirmed: "rests on what is unconfirmed",
	steps: "Steps and sources",
	presence: "Who says that it is there:",
	read: (e) => `read ${e}`,
	more: "All of it, with evidence",
	asOf: (e) => `As of ${e}`,
	failed: "OpenDoors cannot be reached. Please try again later.",
	again: "Try again"
}, pt = {
	question: "Wer kann Ihnen eine Tür öffnen?",
	market: "Markt",
	choose: "Markt wählen",
	asker: "Wer fragt",
	typing: "Beginnen Sie den Namen Ihrer Organisation oder Ihres Clusters zu tippen",
	found: (e) => e === 0 ? "Nichts gefunden." : e === 1 ? "Ein Treffer." : `${e} Treffer.`,
	notListed: "Ich bin nicht aufgeführt",
	ask: "Fragen",
	waiting: "Es wird gesucht …",
	openers: (e, t, n) => `${e === 1 ? "Ein Türöffner" : `${e} Türöffner`} für ${n}: ${t}`,
	none: (e, t) => `Kein Türöffner für ${t}: ${e}`,
	groups: ot,
	tier: st,
	score: dt("de"),
	confidence: at,
	unconfirmed: "beruht auf Unbestätigtem",
	steps: "Schritte und Quellen",
	presence: "Wer sagt, dass es dort vertreten ist:",
	read: (e) => `gelesen ${e}`,
	more: "Alles, mit Belegen",
	asOf: (e) => `Stand ${e}`,
	failed: "OpenDoors ist nicht zu erreichen. Bitte versuchen Sie es später noch einmal.",
	again: "Noch einmal"
};
function mt(e) {
	return /^de\b/i.test(e) ? "de" : "en";
}
var ht = {
	en: ft,
	de: pt
};
// src/View.tsx
function gt({ given: e, tell: t }) {
	let [n, r] = J({
		market: e.market,
		from: e.from,
		times: 0
	}), i = mt(e.tag), a = ht[i], o = n.market && n.from;
	return /* @__PURE__ */ $("section", {
		part: "box",
		lang: i,
		children: [!(e.market && e.from) && /* @__PURE__ */ $(it, {
			given: e,
			words: a,
			language: i,
			onAsk: (e, t) => r({
				market: e,
				from: t,
				times: n.times + 1
			})
		}), o && /* @__PURE__ */ $(Ve, {
			question: {
				...e,
				...n
			},
			words: a,
			language: i,
			focus: n.times > 0,
			tell: t
		}, JSON.stringify(n))]
	});
}
// src/element.ts
var _t = [
	"market",
	"from",
	"sector",
	"lang",
	"endpoint"
], vt = import.meta.url, yt = class extends HTMLElement {
	static observedAttributes = _t;
	#e = this.attachShadow({ mode: "open" });
	#t = !1;
	constructor() {
		super();
		let e = new CSSStyleSheet();
		e.replaceSync(z), this.#e.adoptedStyleSheets = [e];
	}
	connectedCallback() {
		this.#n();
	}
	disconnectedCallback() {
		R(null, this.#e);
	}
	attributeChangedCallback() {
		this.#t || (this.#t = !0, queueMicrotask(() => {
			this.#t = !1, this.isConnected && this.#n();
		}));
	}
	#n() {
		let e = (e) => this.getAttribute(e)?.trim() ?? "", t = {
			market: e("market"),
			from: e("from"),
			sector: e("sector"),
			tag: e("lang") || this.closest("[lang]")?.lang || navigator.language,
			endpoint: new URL(e("endpoint") || "/graphql", e("endpoint") ? document.baseURI : vt).href
		};
		R(v(gt, {
			key: JSON.stringify(t),
			given: t,
			tell: (e, t) => this.dispatchEvent(new CustomEvent(e, {
				detail: t,
				bubbles: !0,
				composed: !0,
				cancelable: !0
			}))
		}), this.#e);
	}
};
customElements.get("open-doors") || customElements.define("open-doors", yt);
