//! The public API as text, so that changes are visible in review:
//! `UPDATE_EXPECT=1 cargo test --test repository` rewrites `public_api.txt`.
//!
//! It is generated from the source and not by rustdoc, whose machine-readable output
//! needs a nightly toolchain. Therefore the impls that a macro writes are not
//! expanded: it contains the macro with its body, and each of its calls. An item of
//! core is public if the facade exports its name: no two types share a name, as
//! `architecture` checks.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Fields, ImplItem, Item, ItemImpl, Meta, TraitItem, Type, UseTree, Visibility,
    parse_quote,
};

/// The files of core that are modules of the public API.
const MODULES: [(&str, &str); 5] = [
    ("catalog", "core/src/catalog.rs"),
    ("field_error", "core/src/integrate/field_error.rs"),
    ("format", "core/src/body/format.rs"),
    ("status", "core/src/status.rs"),
    ("testing", "core/src/testing.rs"),
];

#[test]
fn a_change_of_the_public_api_is_seen_in_review() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let facade = parse(&root.join("src/lib.rs"));
    let core = parse(&root.join("core/src/lib.rs"));
    let derive = parse(&root.join("derive/src/lib.rs"));
    let mut files = Vec::new();
    sources(&root.join("core/src"), &mut files);
    let mut files: Vec<(PathBuf, Vec<Item>)> = files
        .into_iter()
        .filter(|file| !file.ends_with("__private.rs") && !file.ends_with("lib.rs"))
        .map(|file| (file.clone(), parse(&file)))
        .collect();

    let mut names = BTreeSet::new();
    exported(&facade, &mut names);
    for (module, _) in MODULES {
        assert!(names.remove(module), "{module} is not public");
    }
    for item in &core {
        if let Item::Mod(module) = item
            && let Some((_, items)) = &module.content
        {
            exported(items, &mut names);
        }
    }
    // What a module re-exports from another file.
    for (_, items) in files.iter().filter(|(file, _)| module(file).is_some()) {
        exported(items, &mut names);
    }
    let mut types = names.clone();
    // Every crate has one.
    types.remove("Result");
    for (_, items) in files.iter().filter(|(file, _)| module(file).is_some()) {
        types.extend(items.iter().filter(|item| is_kept(item)).filter_map(name));
    }
    let all = || files.iter().flat_map(|(_, items)| items);
    let private_traits = all()
        .filter(|item| matches!(item, Item::Trait(_)))
        .filter_map(name)
        .filter(|name| !types.contains(name))
        .collect();
    let mut api = Api {
        names,
        types,
        private_traits,
        macros: BTreeSet::new(),
    };
    api.macros = all()
        .filter(|item| is_kept(item) && api.has(item))
        .filter_map(|item| match item {
            Item::Macro(item) => item.ident.as_ref().map(ToString::to_string),
            _ => None,
        })
        .collect();

    let mut texts = vec![
        features(root),
        rendered(surfaces(facade)),
        // Everything except what the facade re-exports from it.
        rendered(
            surfaces(core)
                .into_iter()
                .filter(|item| !matches!(item, Item::Use(_))),
        ),
        rendered(surfaces(derive)),
    ];
    let mut sorted = Vec::new();
    for (file, items) in &mut files {
        let mut items = surfaces(std::mem::take(items));
        if let Some(module) = module(file) {
            let module = syn::Ident::new(module, proc_macro2::Span::call_site());
            let own = items.extract_if(.., |item| name(item).is_some());
            sorted.push(rendered([parse_quote!(pub mod #module { #(#own)* })]));
        }
        let items = items.into_iter().filter(|item| api.has(item));
        sorted.extend(items.map(|item| rendered([item])));
    }
    assert!(sorted.len() > 100, "only {} items", sorted.len());
    sorted.sort();
    texts.extend(sorted);
    expect_file!["public_api.txt"].assert_eq(&texts.join("\n"));
}

/// The public items of core.
struct Api {
    /// What the facade exports.
    names: BTreeSet<String>,
    /// What the facade exports, and the items of its modules.
    types: BTreeSet<String>,
    private_traits: BTreeSet<String>,
    /// The macros that write impls for these types.
    macros: BTreeSet<String>,
}

impl Api {
    fn has(&self, item: &Item) -> bool {
        match item {
            Item::Impl(item) => {
                let ty = rendered_type(&item.self_ty);
                let Some((of, _)) = &item.trait_ else {
                    return !item.items.is_empty() && self.names_type(&ty);
                };
                let last = of.segments.last().expect("a path has a segment");
                let of = rendered_type(&parse_quote!(#of));
                !self.private_traits.contains(&last.ident.to_string())
                    && (self.names_type(&ty) || self.names_type(&of))
            }
            Item::Macro(call) if call.ident.is_none() => {
                let last = call.mac.path.segments.last().expect("a segment");
                self.macros.contains(&last.ident.to_string())
            }
            Item::Macro(_) => self.names_type(&rendered([item.clone()])),
            item => name(item).is_some_and(|name| self.names.contains(&name)),
        }
    }

    fn names_type(&self, text: &str) -> bool {
        let words = text.split(|char: char| !char.is_alphanumeric() && char != '_');
        let mut types = words.filter(|word| word.starts_with(char::is_uppercase));
        types.any(|word| self.types.contains(word))
    }
}

fn rendered_type(ty: &Type) -> String {
    rendered([parse_quote!(type T = #ty;)])
}

fn parse(file: &Path) -> Vec<Item> {
    let text = fs::read_to_string(file).expect("a file of ours");
    syn::parse_file(&text).expect("Rust").items
}

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
}

fn module(file: &Path) -> Option<&'static str> {
    let mut modules = MODULES.into_iter();
    let (name, _) = modules.find(|(_, path)| file.ends_with(path))?;
    Some(name)
}

fn features(root: &Path) -> String {
    let manifest = fs::read_to_string(root.join("Cargo.toml")).expect("the manifest");
    let features = manifest.split_once("[features]\n").expect("features").1;
    let features = features.split("\n[").next().expect("a section");
    let lines = features.lines().filter(|line| !line.starts_with('#'));
    let lines: Vec<_> = lines.map(|line| format!("// {line}\n")).collect();
    lines.concat()
}

/// Collects the names that `pub use` exports.
fn exported(items: &[Item], names: &mut BTreeSet<String>) {
    fn leaves(tree: &UseTree, names: &mut BTreeSet<String>) {
        match tree {
            UseTree::Path(path) => leaves(&path.tree, names),
            UseTree::Name(name) => drop(names.insert(name.ident.to_string())),
            UseTree::Rename(rename) => drop(names.insert(rename.rename.to_string())),
            UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, names)),
            UseTree::Glob(_) => panic!("a glob hides what is public"),
        }
    }
    for item in items.iter().filter(|item| is_kept(item)) {
        if let Item::Use(item) = item {
            leaves(&item.tree, names);
        }
    }
}

fn name(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}

fn rendered(items: impl IntoIterator<Item = Item>) -> String {
    prettyplease::unparse(&syn::File {
        items: items.into_iter().collect(),
        ..parse_quote!()
    })
}

fn is_public(vis: &Visibility) -> bool {
    matches!(vis, Visibility::Public(_))
}

/// Returns whether it is neither hidden nor a test.
fn is_shown(attrs: &[Attribute]) -> bool {
    let text = |attr: &Attribute| match &attr.meta {
        Meta::List(list) => list.tokens.to_string(),
        _ => String::new(),
    };
    !attrs.iter().any(|attr| {
        (attr.path().is_ident("doc") && text(attr) == "hidden")
            || (attr.path().is_ident("cfg") && text(attr) == "test")
            || attr.path().is_ident("macro_export")
    })
}

fn is_kept(item: &Item) -> bool {
    match item {
        Item::Const(item) => is_public(&item.vis) && is_shown(&item.attrs),
        Item::Enum(item) => is_public(&item.vis) && is_shown(&item.attrs),
        Item::Fn(item) => is_public(&item.vis) && is_shown(&item.attrs),
        Item::Impl(item) => is_shown(&item.attrs),
        Item::Macro(item) => is_shown(&item.attrs),
        Item::Mod(item) => is_shown(&item.attrs) && item.content.is_some(),
        Item::Static(item) => is_public(&item.vis) && is_shown(&item.attrs),
        Item::Struct(item) => is_public(&item.vis) && is_shown(&item.attrs),
        Item::Trait(item) => is_public(&item.vis) && is_shown(&item.attrs),
        Item::Type(item) => is_public(&item.vis) && is_shown(&item.attrs),
        Item::Use(item) => is_public(&item.vis) && is_shown(&item.attrs),
        _ => false,
    }
}

/// Keeps only the attributes that users depend on.
fn strip(attrs: &mut Vec<Attribute>) {
    let kept = [
        "cfg",
        "deprecated",
        "derive",
        "must_use",
        "non_exhaustive",
        "proc_macro_derive",
    ];
    attrs.retain(|attr| kept.iter().any(|name| attr.path().is_ident(name)));
}

/// Returns the public items, without bodies, values, private fields and documentation.
fn surfaces(items: Vec<Item>) -> Vec<Item> {
    let items = items.into_iter().filter(is_kept);
    items.flat_map(surface).collect()
}

fn surface(mut item: Item) -> Vec<Item> {
    match &mut item {
        Item::Const(item) => {
            strip(&mut item.attrs);
            *item.expr = parse_quote!(_);
        }
        Item::Enum(item) => {
            strip(&mut item.attrs);
            for variant in &mut item.variants {
                strip(&mut variant.attrs);
                // The fields of a variant are as public as the enum.
                for field in &mut variant.fields {
                    strip(&mut field.attrs);
                }
            }
        }
        Item::Fn(item) => {
            strip(&mut item.attrs);
            *item.block = parse_quote!({});
        }
        Item::Impl(item) => surface_of_impl(item),
        Item::Macro(item) => strip(&mut item.attrs),
        Item::Mod(item) => {
            strip(&mut item.attrs);
            if let Some((_, items)) = &mut item.content {
                *items = surfaces(std::mem::take(items));
                if !is_public(&item.vis) {
                    // Its items are re-exported, or are impls.
                    for inner in items.iter_mut() {
                        if let Item::Impl(inner) = inner {
                            inner.attrs.extend(item.attrs.iter().cloned());
                        }
                    }
                    return std::mem::take(items);
                }
            }
        }
        Item::Struct(item) => {
            strip(&mut item.attrs);
            surface_of_fields(&mut item.fields);
        }
        Item::Trait(item) => {
            strip(&mut item.attrs);
            item.items.retain_mut(|item| match item {
                TraitItem::Fn(item) => {
                    let shown = is_shown(&item.attrs);
                    strip(&mut item.attrs);
                    if let Some(default) = &mut item.default {
                        *default = parse_quote!({});
                    }
                    shown
                }
                TraitItem::Type(item) => {
                    let shown = is_shown(&item.attrs);
                    strip(&mut item.attrs);
                    shown
                }
                TraitItem::Const(item) => {
                    let shown = is_shown(&item.attrs);
                    strip(&mut item.attrs);
                    shown
                }
                _ => true,
            });
        }
        Item::Type(item) => strip(&mut item.attrs),
        Item::Use(item) => strip(&mut item.attrs),
        _ => {}
    }
    vec![item]
}

/// Keeps the types of a trait impl; its methods are those of the trait.
fn surface_of_impl(item: &mut ItemImpl) {
    strip(&mut item.attrs);
    let of_trait = item.trait_.is_some();
    item.items.retain_mut(|item| match item {
        ImplItem::Fn(item) => {
            let shown = is_shown(&item.attrs);
            strip(&mut item.attrs);
            item.block = parse_quote!({});
            shown && is_public(&item.vis)
        }
        ImplItem::Const(item) => {
            let shown = is_shown(&item.attrs);
            strip(&mut item.attrs);
            item.expr = parse_quote!(_);
            shown && is_public(&item.vis)
        }
        ImplItem::Type(item) => {
            strip(&mut item.attrs);
            of_trait
        }
        _ => true,
    });
}

/// Private fields are kept without name and type: they prevent a user from constructing the struct.
fn surface_of_fields(fields: &mut Fields) {
    match fields {
        Fields::Named(fields) => {
            let all = std::mem::take(&mut fields.named);
            let is_open = all.iter().all(|field| is_public(&field.vis));
            let public = all.into_iter().filter(|field| is_public(&field.vis));
            fields.named = public.collect::<Punctuated<_, _>>();
            if !is_open {
                fields.named.push(parse_quote!(private: _));
            }
        }
        Fields::Unnamed(fields) => {
            let private = fields.unnamed.iter_mut();
            for field in private.filter(|field| !is_public(&field.vis)) {
                field.ty = Type::Infer(parse_quote!(_));
            }
        }
        Fields::Unit => {}
    }
    for field in fields {
        strip(&mut field.attrs);
    }
}
