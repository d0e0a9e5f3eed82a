//! The target of an event: the module of the error's type. A
//! filter such as `my_app=debug` selects events by it.

#[cfg(feature = "tracing")]
pub(crate) use sites::Site;
#[cfg(feature = "tracing")]
use sites::Sites;

/// The target of an error whose type has no known module: one that implements
/// `HttpError` by hand, or no `HttpError` at all.
pub(crate) static CATCHALL: Target = Target::new("catchall");

/// The module of a derived type, and a callsite of `tracing` for each level.
pub struct Target {
    #[cfg(feature = "tracing")]
    module: &'static str,
    #[cfg(feature = "tracing")]
    sites: Sites,
}

impl Target {
    /// Creates the target of a type in this module.
    #[must_use]
    pub const fn new(module: &'static str) -> Self {
        #[cfg(not(feature = "tracing"))]
        let _ = module;
        Self {
            #[cfg(feature = "tracing")]
            module,
            #[cfg(feature = "tracing")]
            sites: Sites::new(),
        }
    }
}

#[cfg(feature = "tracing")]
impl Target {
    pub(crate) fn module(&self) -> &'static str {
        self.module
    }

    /// Returns the callsite of the events of this level.
    pub(crate) fn site(&'static self, level: tracing_core::Level) -> &'static Site {
        self.sites.site(self.module, level)
    }
}

/// The names of an event's fields, in the order of their values.
#[cfg(feature = "tracing")]
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

#[cfg(feature = "tracing")]
mod sites {
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

    use tracing_core::callsite::{self, Callsite, Identifier};
    use tracing_core::field::FieldSet;
    use tracing_core::metadata::Kind;
    use tracing_core::subscriber::{Interest, NoSubscriber};
    use tracing_core::{Dispatch, Level, Metadata, dispatcher};

    use super::FIELDS;

    /// The callsites of a type, created when its first event is logged.
    pub(super) struct Sites(OnceLock<Box<[Site; 5]>>);

    impl Sites {
        pub(super) const fn new() -> Self {
            Self(OnceLock::new())
        }

        /// Returns the callsite of the events of this level.
        pub(super) fn site(&'static self, module: &'static str, level: Level) -> &'static Site {
            let sites = self.0.get_or_init(|| Box::new([const { Site::new() }; 5]));
            let [error, warn, info, debug, trace] = &**sites;
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
