//! Where an event is said to come from: the module of the error's type. A
//! filter such as `my_app=debug` selects events by it.

#[cfg(not(feature = "tracing"))]
pub use without::Target;

#[cfg(feature = "tracing")]
pub use with::Target;

/// The target of an error whose type has no module of its own: one with a
/// `HttpError` by hand, or none.
pub(crate) static CATCHALL: Target = Target::new("catchall");

#[cfg(not(feature = "tracing"))]
mod without {
    /// Nothing, where nothing is logged.
    pub struct Target(());

    impl Target {
        /// The target of a type in this module.
        #[must_use]
        pub const fn new(_module: &'static str) -> Self {
            Self(())
        }
    }
}

#[cfg(feature = "tracing")]
mod with {
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

    use tracing_core::callsite::{self, Callsite, Identifier};
    use tracing_core::field::FieldSet;
    use tracing_core::metadata::Kind;
    use tracing_core::subscriber::{Interest, NoSubscriber};
    use tracing_core::{Dispatch, Level, Metadata, dispatcher};

    use crate::convert::log::event::NAMES;

    /// The module of a derived type, and a callsite of `tracing` per level. A
    /// type pays for the callsites when its first event is logged.
    pub struct Target {
        module: &'static str,
        sites: OnceLock<Box<[Site; 5]>>,
    }

    impl Target {
        /// The target of a type in this module.
        #[must_use]
        pub const fn new(module: &'static str) -> Self {
            Self {
                module,
                sites: OnceLock::new(),
            }
        }

        pub(crate) fn module(&self) -> &'static str {
            self.module
        }

        /// The callsite of the events of this level.
        pub(crate) fn site(&'static self, level: Level) -> &'static Site {
            let sites = self
                .sites
                .get_or_init(|| Box::new([const { Site::new() }; 5]));
            let [error, warn, info, debug, trace] = &**sites;
            let site = match level {
                Level::ERROR => error,
                Level::WARN => warn,
                Level::INFO => info,
                Level::DEBUG => debug,
                Level::TRACE => trace,
            };
            site.metadata.get_or_init(|| {
                let fields = FieldSet::new(NAMES, Identifier(site));
                let module = self.module;
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

    /// A callsite that is made at run time. `tracing_core::DefaultCallsite` must be
    /// a `static`, and remembers what a thread without a subscriber says for all
    /// threads.
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
            // Set before the callsite is handed to anybody: this never waits.
            self.metadata.wait()
        }

        /// What the subscribers think of the events of this callsite.
        pub(crate) fn interest(&'static self) -> Interest {
            // Not under a lock: a subscriber that is asked may log something itself.
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
                // While there is one subscriber in all, tracing asks the current
                // thread alone. One that has no subscriber knows nothing of the
                // others.
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
