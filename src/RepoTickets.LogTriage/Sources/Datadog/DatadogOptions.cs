using System.Diagnostics;
using System.Text.Json.Serialization;
using RepoTickets.LogTriage.Datadog;
using RepoTickets.LogTriage.Http;

namespace RepoTickets.LogTriage;

/// <summary>Which logs are fetched from Datadog. The two keys and a service are needed; the rest has defaults.</summary>
public sealed class DatadogOptions
{
    /// <summary>The API key. Never shown in messages, logs or JSON.</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string ApiKey { get; set; } = "";

    /// <summary>The application key, with the permission <c>logs_read_data</c>. Never shown in messages, logs or JSON.</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string ApplicationKey { get; set; } = "";

    /// <summary>The site, such as <c>datadoghq.com</c>. Default <c>datadoghq.eu</c>.</summary>
    public string Site { get; set; } = "datadoghq.eu";

    /// <summary>
    /// The address in place of <c>https://api.</c> and <see cref="Site"/>, such as that of a gateway: https, or http for loopback. Default
    /// null.
    /// </summary>
    public Uri? Address { get; set; }

    /// <summary>The services, 1 to 100, fetched in parallel.</summary>
    public IList<string> Services { get; set; } = [];

    /// <summary>The environment, such as <c>prod</c>; null (default) for all.</summary>
    public string? Environment { get; set; }

    /// <summary>The statuses that are fetched, such as <c>error</c> and <c>critical</c>; at least one, default <c>error</c>.</summary>
    public IList<string> Statuses { get; set; } = ["error"];

    /// <summary>
    /// Further terms in Datadog's query language, such as <c>-@http.status_code:404</c>; at most 50 of 1,000 characters, with parentheses
    /// and quotes closed. Default none.
    /// </summary>
    public IList<string> ExtraTerms { get; set; } = [];

    /// <summary>One of the <see cref="ExtraTerms"/> suffices; default false: all must hold.</summary>
    public bool AnyExtraTerm { get; set; }

    /// <summary>How far back the window begins when there is no <see cref="ResumeAfter"/>. 1 to 168 h; default 24 h.</summary>
    public TimeSpan Lookback { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How many records a page holds. 1 to 1,000; default 1,000.</summary>
    public int PageSize { get; set; } = 1_000;

    /// <summary>
    /// How many pages are read of each service. 1 to 1,000; default 10. When there are more, reading ends with
    /// <see cref="LogSourceIncompleteException"/>: the next run goes on from the position of the last record.
    /// </summary>
    public int MaximumPages { get; set; } = 10;

    /// <summary>
    /// How far before the last position a resumed run looks again for records that were indexed late. 0 to 1 h; default 2 min. Records that
    /// the position names are not given twice; it names the last 128.
    /// </summary>
    public TimeSpan ResumeOverlap { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The <see cref="LogEntry.Position"/> after which to go on; null (default) to begin <see cref="Lookback"/> ago.</summary>
    public string? ResumeAfter { get; set; }

    /// <summary>Time-outs, repeats and rates. Its time-out is 20 s by default.</summary>
    public RemoteOptions Remote { get; set; } = new() { Timeout = TimeSpan.FromSeconds(20) };

    internal Uri BaseAddress => RemoteAddress.WithSlash(Address ?? new Uri($"https://api.{Site}/"));

    /// <summary>From where what is fetched, never a key.</summary>
    public override string ToString() =>
        $"Datadog logs of {DisplayText.Escape(string.Join(", ", Services))} at {DisplayText.Escape(Address?.Host ?? Site)}";

    internal IEnumerable<string> FindProblems()
    {
        foreach (var (name, key) in ((string, string)[])[(nameof(ApiKey), ApiKey), (nameof(ApplicationKey), ApplicationKey)])
        {
            if (string.IsNullOrWhiteSpace(key) || key.Any(static c => !char.IsAscii(c) || char.IsControl(c) || c == ' '))
            {
                yield return $"{name} is missing or holds blanks";
            }
        }

        if (Address is null && !RemoteAddress.IsHostName(Site))
        {
            yield return $"{nameof(Site)} is '{DisplayText.Escape(Site)}'; a host name such as datadoghq.com is needed";
        }
        else if (Address is not null && RemoteAddress.FindProblem(Address) is { } problem)
        {
            yield return $"{nameof(Address)}: {problem}";
        }

        foreach (var found in DatadogQuery.FindProblems(this).Concat(FindRangeProblems()).Concat(Remote.FindProblems(nameof(Remote))))
        {
            yield return found;
        }
    }

    private IEnumerable<string> FindRangeProblems()
    {
        if (Lookback < TimeSpan.FromHours(1) || Lookback > TimeSpan.FromHours(168))
        {
            yield return $"{nameof(Lookback)} is {Lookback}; allowed is 1 to 168 h";
        }

        if (PageSize is < 1 or > 1000)
        {
            yield return $"{nameof(PageSize)} is {PageSize}; allowed is 1 to 1,000";
        }

        if (MaximumPages is < 1 or > 1000)
        {
            yield return $"{nameof(MaximumPages)} is {MaximumPages}; allowed is 1 to 1,000";
        }

        if (ResumeOverlap < TimeSpan.Zero || ResumeOverlap > TimeSpan.FromHours(1))
        {
            yield return $"{nameof(ResumeOverlap)} is {ResumeOverlap}; allowed is 0 to 1 h";
        }

        if (ResumeAfter is not null && !DatadogPosition.TryParse(ResumeAfter, out _))
        {
            yield return $"{nameof(ResumeAfter)} is '{DisplayText.Escape(ResumeAfter)}'; a position that this source gave is needed";
        }
    }
}
