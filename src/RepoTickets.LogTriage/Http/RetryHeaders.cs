using System.Globalization;
using System.Net.Http.Headers;

namespace RepoTickets.LogTriage.Http;

/// <summary>Reads how long a remote asks to be left alone.</summary>
internal static class RetryHeaders
{
    /// <summary>Numbers above this are points in time, not lengths: no remote asks for thirty years.</summary>
    private const double FirstUnixSecond = 1_000_000_000;

    /// <summary>
    /// What <c>Retry-After</c> or, failing it, <c>X-RateLimit-Reset</c> asks for; null when neither says anything usable.
    /// </summary>
    internal static TimeSpan? Pause(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (headers.RetryAfter is { } retry)
        {
            return NotNegative(retry.Delta ?? retry.Date - now);
        }

        return First(headers, "X-RateLimit-Reset") is { } reset ? Until(reset, now) : null;
    }

    /// <summary>The pause before the next call when the answer says that the budget is used up; null when it does not say so.</summary>
    internal static TimeSpan? Exhausted(HttpResponseHeaders headers, DateTimeOffset now) =>
        First(headers, "X-RateLimit-Remaining") is { } remaining
            && long.TryParse(remaining, NumberStyles.Integer, CultureInfo.InvariantCulture, out var left)
            && left <= 0
            && First(headers, "X-RateLimit-Reset") is { } reset
                ? Until(reset, now)
                : null;

    /// <summary>Datadog gives seconds from now, Jira a point in time, others the seconds of the Unix epoch.</summary>
    private static TimeSpan? Until(string text, DateTimeOffset now)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && double.IsFinite(seconds))
        {
            if (seconds > 1e11)
            {
                return null;
            }

            return NotNegative(seconds < FirstUnixSecond
                ? TimeSpan.FromSeconds(seconds)
                : DateTimeOffset.UnixEpoch.AddSeconds(seconds) - now);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var point)
            ? NotNegative(point - now)
            : null;
    }

    private static TimeSpan? NotNegative(TimeSpan? span) => span is { } value && value < TimeSpan.Zero ? TimeSpan.Zero : span;

    private static string? First(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
