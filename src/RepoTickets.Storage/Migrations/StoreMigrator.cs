using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Locking;
using RepoTickets.Storage.Opening;
using RepoTickets.Storage.Recovery;

namespace RepoTickets.Storage.Migrations;

/// <summary>
/// Migrates a store at opening, under the writer lock. See ADR 9 for why it may be killed at any call:
/// <list type="number">
/// <item>the shared words are removed: processes that have the store open stop writing;</item>
/// <item>the migration runs on a copy, which is verified and flushed, and so is the old content of what changes;</item>
/// <item>the list of what changes is made durable: from here on the swap is finished by whoever opens the store;</item>
/// <item>each file is replaced by a rename, the format last, and read again; what somebody has changed since the copy was made stays, and
/// what was to take its place goes to quarantine;</item>
/// <item>the list goes, then the copies and the old content.</item>
/// </list>
/// </summary>
/// <param name="fileSystem">Where the store is.</param>
/// <param name="layout">The store.</param>
/// <param name="options">How it is opened.</param>
/// <param name="environment">The world that it lives in.</param>
/// <param name="left">Learns of files that were left as they are.</param>
internal sealed class StoreMigrator(
    IFileSystem fileSystem, StoreLayout layout, StorageOptions options, StoreEnvironment environment, List<RecoveryConflict> left)
{
    private readonly Quarantine _quarantine = new(fileSystem, layout);

    /// <summary>A swap was begun and not finished.</summary>
    internal bool IsSwapPending => SwapList.Read(fileSystem, layout) is not null;

    /// <summary>Something is to be done before the store can be written.</summary>
    internal bool IsNeeded(int sharedFormat) =>
        IsSwapPending || (sharedFormat > 0 && Math.Min(sharedFormat, LocalFormat(sharedFormat)) < environment.Migrations.Current);

    /// <summary>Why the store cannot be migrated here; null when it can.</summary>
    internal string? FindObstacle(int sharedFormat)
    {
        var oldest = Math.Min(sharedFormat, LocalFormat(sharedFormat));
        if (IsSwapPending)
        {
            return null;
        }

        if (!options.MigrateOnOpen)
        {
            return $"The store's format is {oldest}; this version writes format {environment.Migrations.Current}. Set MigrateOnOpen to " +
                $"have it migrated.";
        }

        return environment.Migrations.PathFrom(oldest) is null
            ? $"The store's format is {oldest}; this version cannot migrate it to format {environment.Migrations.Current}. Open it once " +
                $"with a version in between."
            : null;
    }

    /// <summary>Does what is needed.</summary>
    /// <returns>Why it could not be done now; null when it was.</returns>
    internal async ValueTask<string?> RunAsync()
    {
        using var shared = OpenShared();
        var writerLock = new WriterLock(fileSystem, layout, shared, environment.TimeProvider, options.LockTimeout);
        using var held = await writerLock.AcquireAsync().ConfigureAwait(false);
        writerLock.ProveExclusion();
        if (shared.IsValidFor(fileSystem.BootId) && (shared.Poisoned || shared.FlushesAreUntrusted))
        {
            return "The store must be migrated, but a device flush failed since the machine was started: restart the machine and check " +
                "the device first.";
        }

        RunLocked();
        return null;
    }

    private SharedState OpenShared() =>
        new(fileSystem.OpenSharedWords(layout.SharedWordsFile, SharedState.WordCount) ?? new PrivateWords(SharedState.WordCount));

    private void RunLocked()
    {
        FinishSwap();
        while (StoreFormat.Read(fileSystem, layout) is { } format && IsNeeded(format) && FindObstacle(format) is null)
        {
            var local = LocalFormat(format);
            var migration = environment.Migrations.PathFrom(Math.Min(format, local))![0];
            fileSystem.CreateFolder(layout.MigrationFolder);
            RemoveCopies();
            StopOthers();
            var copy = new MigrationCopy(fileSystem, layout, changesShared: format < migration.To, changesLocal: local < migration.To);
            Migrate(migration, copy);
            MakeReady(copy);
            FinishSwap();
        }
    }

    /// <summary>
    /// Processes that have the store open compare the name of the shared words with their mapping before they write, and find that it is
    /// gone.
    /// </summary>
    private void StopOthers()
    {
        fileSystem.Delete(layout.SharedWordsFile);
        fileSystem.FlushFolder(layout.Sdk);
    }

    private static void Migrate(IStoreMigration migration, MigrationCopy copy)
    {
        migration.Run(copy);
        copy.Write(StoreLayout.LocalFormatPath, StoreFormat.Encode(migration.To));
        if (copy.ChangesShared)
        {
            copy.Write(StoreLayout.FormatPath, StoreFormat.Encode(migration.To));
        }

        if (migration.FindProblem(copy) is { } problem)
        {
            throw new StoreMigrationException(migration.From, migration.To, problem);
        }
    }

    private void MakeReady(MigrationCopy copy)
    {
        foreach (var name in copy.Changes.SelectMany(static file => new[] { file.Copy, file.Old }).OfType<string>())
        {
            fileSystem.FlushFile(Path.Join(layout.MigrationFolder, name));
        }

        fileSystem.FlushFolder(layout.MigrationFolder);
        fileSystem.FlushFolder(layout.Sdk);
        var list = SwapList.Encode(copy.Changes.OrderBy(static file => file.Path is StoreLayout.FormatPath or StoreLayout.LocalFormatPath));
        Replace(layout.MigrationReadyFile, list);
        fileSystem.FlushFolder(layout.MigrationFolder);
    }

    /// <summary>
    /// Puts every file in its place, as often as it takes: nothing is removed from the migration's folder before all are durable.
    /// </summary>
    private void FinishSwap()
    {
        if (SwapList.Read(fileSystem, layout) is not { } files)
        {
            return;
        }

        OwnFolders.Require(fileSystem, layout, files.Select(static file => file.Path));
        var theirs = new HashSet<MigratedFile>();
        foreach (var file in files)
        {
            if (!PutInPlace(file))
            {
                theirs.Add(file);
            }
        }

        foreach (var folder in files.Select(file => Path.GetDirectoryName(layout.Absolute(file.Path))!).Append(layout.Root).Distinct())
        {
            fileSystem.FlushFolder(folder);
        }

        Verify(files.Where(file => !theirs.Contains(file)));
        fileSystem.Delete(layout.MigrationReadyFile);
        fileSystem.FlushFolder(layout.MigrationFolder);
        RemoveCopies();
    }

    /// <returns>False when somebody has changed the file since the migration read it: it is left as it is.</returns>
    private bool PutInPlace(MigratedFile file)
    {
        var path = layout.Absolute(file.Path);
        var there = fileSystem.ReadFile(path, int.MaxValue)?.Bytes;
        if (Is(there, file.Version))
        {
            fileSystem.FlushFile(path);
            return true;
        }

        var isOurs = file.Path.StartsWith(StoreLayout.SdkPrefix, StringComparison.Ordinal) || Is(there, VersionBefore(file));
        if (file.Copy is null)
        {
            return isOurs ? Delete(path) : LeaveAlone(file, null);
        }

        var copy = fileSystem.ReadFile(Path.Join(layout.MigrationFolder, file.Copy), int.MaxValue)?.Bytes ?? throw Incomplete(file);
        if (!isOurs)
        {
            return LeaveAlone(file, copy);
        }

        OwnFolders.Create(fileSystem, Path.GetDirectoryName(path)!);
        Replace(path, copy);
        return true;
    }

    private bool Delete(string path)
    {
        fileSystem.Delete(path);
        return true;
    }

    /// <summary>What an editor, or git, made of the file counts: the migration knew nothing of it.</summary>
    private bool LeaveAlone(MigratedFile file, byte[]? copy)
    {
        if (copy is not null)
        {
            _quarantine.Keep(
                file.Path, copy, "A migration was to put these bytes here, but the file had been changed meanwhile; that was left.");
        }

        left.Add(new(file.Path, copy is null ? "" : DocumentVersion.Of(copy).ToString()));
        return false;
    }

    private DocumentVersion VersionBefore(MigratedFile file) =>
        file.Old is null ? DocumentVersion.None
        : fileSystem.ReadFile(Path.Join(layout.MigrationFolder, file.Old), int.MaxValue) is { } old ? DocumentVersion.Of(old.Bytes)
        : throw Incomplete(file);

    private static bool Is(byte[]? there, DocumentVersion version) =>
        (there is null ? DocumentVersion.None : DocumentVersion.Of(there)) == version;

    /// <summary>Reads again what was written. Where it is not that, the copies and the old content stay for a person to look at.</summary>
    private void Verify(IEnumerable<MigratedFile> files)
    {
        foreach (var file in files)
        {
            if (!Is(fileSystem.ReadFile(layout.Absolute(file.Path), int.MaxValue)?.Bytes, file.Version))
            {
                throw Incomplete(file);
            }
        }
    }

    private StoreIoException Incomplete(MigratedFile file) => new(
        $"{file.Path} could not be put in place by the migration. In {layout.MigrationFolder} its old content is {file.Old ?? "(none)"}, " +
        $"its new one {file.Copy ?? "(none)"}: check the device, then open the store again.",
        layout.Absolute(file.Path),
        0);

    private void Replace(string path, byte[] bytes)
    {
        var temporary = StoreLayout.TemporaryPath(path, environment.Identifiers.NextBits());
        try
        {
            fileSystem.CreateFile(temporary, bytes);
            fileSystem.FlushFile(temporary);
            fileSystem.Replace(temporary, path);
        }
        catch (FileSystemException)
        {
            LeftOvers.TryDelete(fileSystem, temporary);
            throw;
        }
    }

    /// <summary>Whatever a migration that did not come to its end has left, or one that did.</summary>
    private void RemoveCopies()
    {
        foreach (var name in fileSystem.ListNames(layout.MigrationFolder) ?? [])
        {
            fileSystem.Delete(Path.Join(layout.MigrationFolder, name));
        }
    }

    /// <summary>
    /// The format of what is local to this clone. The shared one comes by git, and says nothing of it: a colleague may have migrated. A
    /// clone without a journal has nothing local yet.
    /// </summary>
    private int LocalFormat(int sharedFormat) =>
        StoreFormat.Read(fileSystem, layout.Absolute(StoreLayout.LocalFormatPath)) is { } local and > 0 ? local
        : fileSystem.GetStatus(layout.JournalFolder) is null ? sharedFormat
        : StoreFormat.First;
}

/// <summary>A migration made a copy that cannot be right. Nothing was changed.</summary>
internal sealed class StoreMigrationException(int from, int to, string problem)
    : RepoTicketsException($"The store could not be migrated from format {from} to {to}: {problem} Nothing was changed.");
