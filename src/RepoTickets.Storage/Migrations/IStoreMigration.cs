namespace RepoTickets.Storage.Migrations;

/// <summary>
/// Brings a store from one format to the next. It is given a copy: nothing that it does is seen before all of it is durable and was
/// verified. A migration that changes the form of the journal must itself finish the commits in it first.
/// </summary>
internal interface IStoreMigration
{
    /// <summary>The format that it starts from.</summary>
    int From { get; }

    /// <summary>The format that it leads to; one more than <see cref="From"/>.</summary>
    int To { get; }

    /// <summary>Changes the copy. May be called again from the start, on a new copy, when it was interrupted.</summary>
    void Run(MigrationCopy copy);

    /// <summary>Why the migrated copy cannot be right; null when it can.</summary>
    string? FindProblem(MigrationCopy copy);
}

/// <summary>The format that this version writes, and the ways that lead to it.</summary>
internal sealed record StoreMigrations(int Current, IReadOnlyList<IStoreMigration> Known)
{
    /// <summary>Format 1 is the first, so there are none yet.</summary>
    internal static StoreMigrations Default { get; } = new(Opening.StoreFormat.Current, []);

    /// <summary>The migrations from a format to the present one, in order; null when one is missing.</summary>
    internal IReadOnlyList<IStoreMigration>? PathFrom(int format)
    {
        var path = new List<IStoreMigration>();
        for (var at = format; at < Current; at++)
        {
            if (Known.FirstOrDefault(migration => migration.From == at && migration.To == at + 1) is not { } next)
            {
                return null;
            }

            path.Add(next);
        }

        return path;
    }
}
