namespace RepoTickets.LogTriage;

/// <summary>How a remote service is called: time-outs, repeats and rates. The same for every remote; the defaults suit all.</summary>
public sealed class RemoteOptions
{
    /// <summary>How long one attempt may take, from the request to the last byte of the answer. 1 s to 10 min; default 30 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a call that is harmless to repeat is attempted. 1 (never repeated) to 10; default 4.</summary>
    public int MaximumAttempts { get; set; } = 4;

    /// <summary>
    /// The pause before the first repeat where the remote names none; doubled for each further one, with jitter. 1 ms to 1 min; default 500
    /// ms.
    /// </summary>
    public TimeSpan BackOff { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// The longest pause that is waited out, asked for by the remote or not. A remote that asks for more ends the call, with that time in
    /// the error. 0 to 15 min; default 1 min.
    /// </summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many calls of one endpoint begin within any <see cref="RateWindow"/>. 1 to 10,000; default 10.</summary>
    public int CallsPerWindow { get; set; } = 10;

    /// <summary>The window of <see cref="CallsPerWindow"/>. 10 ms to 1 h; default 1 s.</summary>
    public TimeSpan RateWindow { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Addresses in private networks may be called, as a service behind a company's own proxy needs. Default false, so that a configured
    /// name cannot lead into the host's network. Loopback is called only when the address says so literally.
    /// </summary>
    public bool AllowPrivateNetworks { get; set; }

    internal IEnumerable<string> FindProblems(string owner)
    {
        if (Timeout < TimeSpan.FromSeconds(1) || Timeout > TimeSpan.FromMinutes(10))
        {
            yield return $"{owner}.{nameof(Timeout)} is {Timeout}; allowed is 1 s to 10 min";
        }

        if (MaximumAttempts is < 1 or > 10)
        {
            yield return $"{owner}.{nameof(MaximumAttempts)} is {MaximumAttempts}; allowed is 1 to 10";
        }

        if (BackOff < TimeSpan.FromMilliseconds(1) || BackOff > TimeSpan.FromMinutes(1))
        {
            yield return $"{owner}.{nameof(BackOff)} is {BackOff}; allowed is 1 ms to 1 min";
        }

        if (LongestPause < TimeSpan.Zero || LongestPause > TimeSpan.FromMinutes(15))
        {
            yield return $"{owner}.{nameof(LongestPause)} is {LongestPause}; allowed is 0 to 15 min";
        }

        if (CallsPerWindow is < 1 or > 10_000)
        {
            yield return $"{owner}.{nameof(CallsPerWindow)} is {CallsPerWindow}; allowed is 1 to 10,000";
        }

        if (RateWindow < TimeSpan.FromMilliseconds(10) || RateWindow > TimeSpan.FromHours(1))
        {
            yield return $"{owner}.{nameof(RateWindow)} is {RateWindow}; allowed is 10 ms to 1 h";
        }
    }
}
