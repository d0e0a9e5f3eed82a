//! The callsites of events. The target of an event is the module of the error's type: a
//! filter such as `my_app=debug` selects events by it.

pub(crate) use sites::{Site, site};

/// The names of an event's fields, in the order of their values.
pub(crate) const FIELDS: &[&str; 19] = &[
    "message",
    "http.request.method",
    "url.path",
    "http.route",
    "request_id",
    "trace_id",
    "http.response.status_code",
    "http.server.request.duration",
    "rpc.response.status_code",
    "error.type",
    "problem.type",
    "exception.type",
    "exception.message",
    "exception.stacktrace",
    "error.source_chain",
    "error.origin",
    "error.fingerprint",
    "problem.context",
    "problem.note",
];

mod sites {
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

    use tracing_core::callsite::{self, Callsite, Identifier};
    use tracing_core::field::FieldSet;
    use tracing_core::metadata::Kind;
    use tracing_core::subscriber::{Interest, NoSubscriber};
    use tracing_core::{Dispatch, Level, Metadata, dispatcher};

    use super::FIELDS;

    /// The callsites of a module, and those of the next one in the same bucket.
    struct Module {
        name: &'static str,
        sites: [Site; 5],
        next: Next,
    }

    /// Filled when a module logs its first event, and never changed.
    type Next = OnceLock<Box<Module>>;

    /// The number of buckets. Few programs have more modules with errors.
    const BUCKETS: usize = 64;

    /// All modules. One table, because a `static` for each type costs its compiler about
    /// five million instructions to prove that it is `Sync`.
    static MODULES: [Next; BUCKETS] = [const { OnceLock::new() }; BUCKETS];

    /// Returns the callsite of the events of this module and level. Takes no lock.
    pub(crate) fn site(module: &'static str, level: Level) -> &'static Site {
        // A name at several addresses has several callsites.
        let address = module.as_ptr().addr();
        let mut next = &MODULES[(address ^ (address >> 6)) % BUCKETS];
        let sites = loop {
            let known = next.get_or_init(|| {
                Box::new(Module {
                    name: module,
                    sites: [const { Site::new() }; 5],
                    next: OnceLock::new(),
                })
            });
            if std::ptr::eq(known.name, module) {
                break &known.sites;
            }
            next = &known.next;
        };
        let [error, warn, info, debug, trace] = sites;
        let site = match level {
            Level::ERROR => error,
            Level::WARN => warn,
            Level::INFO => info,
            Level::DEBUG => debug,
            Level::TRACE => trace,
        };
        site.metadata.get_or_init(|| {
            let fields = FieldSet::new(FIELDS, Identifier(site));
            Metadata::new(
                "catchall",
                module,
                level,
                None,
                None,
                Some(module),
                fields,
                Kind::EVENT,
            )
        });
        site
    }

    /// A callsite that is created at run time. `tracing_core::DefaultCallsite` must
    /// be a `static`, and caches for all threads the answer of a thread without a
    /// subscriber.
    pub(crate) struct Site {
        metadata: OnceLock<Metadata<'static>>,
        is_registered: AtomicBool,
        interest: AtomicU8,
    }

    /// Not asked yet, or the answer depends on the event or on the thread.
    const SOMETIMES: u8 = 0;
    const NEVER: u8 = 1;
    const ALWAYS: u8 = 2;

    impl Site {
        const fn new() -> Self {
            Self {
                metadata: OnceLock::new(),
                is_registered: AtomicBool::new(false),
                interest: AtomicU8::new(SOMETIMES),
            }
        }

        pub(crate) fn metadata(&self) -> &Metadata<'static> {
            // Set before the callsite is returned: this never waits.
            self.metadata.wait()
        }

        /// Returns whether the subscribers are interested in the events of this callsite.
        pub(crate) fn interest(&'static self) -> Interest {
            // Not under a lock: a subscriber that is asked may itself log something.
            if !self.is_registered.load(Ordering::Acquire)
                && !self.is_registered.swap(true, Ordering::AcqRel)
            {
                callsite::register(self);
            }
            match self.interest.load(Ordering::Acquire) {
                NEVER => Interest::never(),
                ALWAYS => Interest::always(),
                _ => Interest::sometimes(),
            }
        }
    }

    impl Callsite for Site {
        fn set_interest(&self, interest: Interest) {
            let interest = if interest.is_always() {
                ALWAYS
            } else if interest.is_never() && !has_no_subscriber() {
                NEVER
            } else {
                // If there is only one subscriber in the process, tracing asks
                // only the current thread, which may have no subscriber while
                // others have one.
                SOMETIMES
            };
            self.interest.store(interest, Ordering::Release);
        }

        fn metadata(&self) -> &Metadata<'_> {
            Self::metadata(self)
        }
    }

    fn has_no_subscriber() -> bool {
        dispatcher::get_default(Dispatch::is::<NoSubscriber>)
    }
}
