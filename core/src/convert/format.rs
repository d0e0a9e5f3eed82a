//! The built-in formats, as values of [`Format`].

use crate::body::accept;
#[cfg(feature = "xml")]
use crate::body::format::ProblemXml;
use crate::body::format::{
    Body, Empty, Html, Json, JsonShape, Negotiated, ProblemJson, Shape, Text,
};
use crate::convert::write::body_of;
use crate::problem::{Format, Problem};
use crate::request::RequestContext;

impl Negotiated {
    /// Renders the problem like `render`, but with this function for the page: for a
    /// site that has its own page.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use catchall::format::Negotiated;
    /// use catchall::{Body, Format, Problem, RequestContext};
    ///
    /// struct Site;
    ///
    /// impl Format for Site {
    ///     fn render(&self, problem: &Problem, context: Option<&RequestContext>) -> Body {
    ///         Negotiated.render_with_page(problem, context, |problem| {
    ///             // A template that escapes its values.
    ///             let page = format!("<!doctype html><title>{}</title>", problem.status());
    ///             Body::new("text/html; charset=utf-8", page)
    ///         })
    ///     }
    /// }
    /// ```
    #[must_use]
    pub fn render_with_page(
        &self,
        problem: &Problem,
        context: Option<&RequestContext>,
        page: impl FnOnce(&Problem) -> Body,
    ) -> Body {
        render(Shape::Negotiated, problem, context, page)
    }
}

fn render(
    shape: Shape,
    problem: &Problem,
    context: Option<&RequestContext>,
    page: impl FnOnce(&Problem) -> Body,
) -> Body {
    let (shape, is_negotiated) = match (shape, context) {
        (Shape::Negotiated, Some(context)) => (accept::preferred(context.accept()), true),
        (Shape::Negotiated, None) => (Shape::ProblemJson(ProblemJson), false),
        (shape, _) => (shape, false),
    };
    let body = match shape {
        Shape::Html => page(problem),
        shape => body_of(problem, shape),
    };
    Body {
        is_negotiated,
        ..body
    }
}

macro_rules! ours {
    ($($(#[$condition:meta])? $ty:ty, $self:ident => $shape:expr;)*) => {$(
        $(#[$condition])?
        impl Format for $ty {
            fn render(&self, problem: &Problem, context: Option<&RequestContext>) -> Body {
                let page = |problem: &Problem| body_of(problem, Shape::Html);
                render(self.shape(), problem, context, page)
            }

            fn shape(&$self) -> Shape {
                $shape
            }
        }
    )*};
}

ours! {
    ProblemJson, self => Shape::ProblemJson(*self);
    #[cfg(feature = "xml")]
    ProblemXml, self => Shape::ProblemXml;
    Text, self => Shape::Text;
    Html, self => Shape::Html;
    Empty, self => Shape::Empty;
    Json, self => Shape::Json(Json::message("message").code("code").within("error"));
    JsonShape, self => Shape::Json(*self);
    Negotiated, self => Shape::Negotiated;
}
