namespace RepoTickets.Storage;

/// <summary>The ranges that <see cref="StorageOptions"/> documents, checked before a store is opened.</summary>
internal static class StorageOptionsRules
{
    /// <exception cref="ArgumentException">An option is out of its range; the message names all that are.</exception>
    internal static void Check(StorageOptions options)
    {
        var problems = Find(options).ToList();
        if (problems.Count > 0)
        {
            throw new ArgumentException($"The storage options are not valid: {string.Join("; ", problems)}.", nameof(options));
        }
    }

    internal static IEnumerable<string> Find(StorageOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.RepositoryPath))
        {
            yield return $"{nameof(StorageOptions.RepositoryPath)} is empty";
        }

        if (options.TimeZone is null)
        {
            yield return $"{nameof(StorageOptions.TimeZone)} is null";
        }

        foreach (var problem in new[]
        {
            Range(nameof(options.LockTimeout), options.LockTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(10)),
            Range(nameof(options.CacheCapacity), options.CacheCapacity, 1, 10_000_000),
            options.CacheExpiry is { } expiry
                ? Range(nameof(options.CacheExpiry), expiry, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30))
                : null,
            Range(nameof(options.MaximumStaleness), options.MaximumStaleness, TimeSpan.Zero, TimeSpan.FromHours(1)),
            Range(nameof(options.SweepInterval), options.SweepInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
            Range(nameof(options.SettleTime), options.SettleTime, TimeSpan.Zero, TimeSpan.FromMinutes(1)),
            Range(nameof(options.MaximumDocumentBytes), options.MaximumDocumentBytes, 4096, 64 << 20),
            Range(nameof(options.JournalSegmentBytes), options.JournalSegmentBytes, 64 << 10, 1L << 30),
            Range(nameof(options.FeedRetentionBytes), options.FeedRetentionBytes, 0, 1L << 40),
            Defined(nameof(options.Durability), options.Durability),
            Defined(nameof(options.DeletionPolicy), options.DeletionPolicy),
            Defined(nameof(options.IdScheme), options.IdScheme),
        }.OfType<string>())
        {
            yield return problem;
        }
    }

    private static string? Range<T>(string name, T value, T minimum, T maximum)
        where T : IComparable<T> =>
        value.CompareTo(minimum) < 0 || value.CompareTo(maximum) > 0 ? $"{name} is {value}; allowed is {minimum} to {maximum}" : null;

    private static string? Defined<T>(string name, T value)
        where T : struct, Enum =>
        Enum.IsDefined(value) ? null : $"{name} is {value}; allowed is one of {string.Join(", ", Enum.GetNames<T>())}";
}
