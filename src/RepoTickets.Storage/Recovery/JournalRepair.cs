using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Locking;

namespace RepoTickets.Storage.Recovery;

/// <summary>What a damaged journal cost.</summary>
/// <param name="LastKept">The last commit before the damage; the feed has it and what is before it.</param>
/// <param name="Highest">The commits after that and through here are gone from the feed.</param>
/// <param name="Salvaged">How many of those could still be read, and were compared with the files.</param>
/// <param name="Segments">The segments of which copies are in quarantine.</param>
/// <param name="Doubtful">Files that salvaged commits say something else of, which is in quarantine.</param>
internal sealed record JournalLoss(
    long LastKept, long Highest, int Salvaged, IReadOnlyList<string> Segments, IReadOnlyList<string> Doubtful)
{
    /// <summary>Not a byte of the journal was there.</summary>
    internal bool WasRemoved { get; init; }
}

/// <summary>
/// Makes a journal that is damaged in the middle, or shorter than it must be, one that can be written again, and loses no byte. The files
/// hold what was applied and stay as they are, but for commits that are known to be missing in them. Each step leaves a journal that still
/// counts as damaged, until the last one: killed anywhere, it is run again. Only the holder of the writer lock may call it.
/// </summary>
internal sealed class JournalRepair(
    IFileSystem fileSystem,
    StoreLayout layout,
    SharedState shared,
    JournalWriter writer,
    CheckpointFile checkpoint,
    Quarantine quarantine,
    IIdentifierGenerator identifiers)
{
    // The smallest commit has more bytes than this, so no more commits than that fit into bytes that cannot be read.
    private const int SmallestCommit = 32;

    // How many commits a journal had that is not there, nobody can say after a boot: more than fit between two checkpoints by far.
    private const long MostSinceCheckpoint = 10_000_000;

    /// <summary>The position of the checkpoint.</summary>
    internal long Checkpoint => checkpoint.Read();

    private bool SharedIsValid => shared.IsValidFor(fileSystem.BootId);

    /// <summary>Reads the journal; changes nothing.</summary>
    /// <param name="isDamaged">Bytes were destroyed that were durable or seen.</param>
    internal JournalSurvey Survey(out bool isDamaged)
    {
        var survey = SurveyOnce(out isDamaged);

        // Without the lock a file may be read while a frame is written into it: the end of that without its beginning looks like damage.
        return isDamaged ? SurveyOnce(out isDamaged) : survey;
    }

    private JournalSurvey SurveyOnce(out bool isDamaged)
    {
        // The position first: what is published meanwhile is not missed.
        var mustReach = Math.Max(checkpoint.Read(), SharedIsValid ? shared.Committed : 0);
        var isNeeded = IsNeeded;
        var survey = JournalSurvey.Read(fileSystem, layout, checkpoint.Read());
        isDamaged = survey.IsDamaged(mustReach) || (!survey.HasSegments && isNeeded);
        return survey;
    }

    /// <summary>
    /// Whether a journal in which the last commit cannot be found is missed: one of which nothing is left may be needed no more, but where
    /// earlier segments are left, going on behind them would leave a hole.
    /// </summary>
    internal bool IsMissedBehind => JournalTail.ListSegments(fileSystem, layout).Count > 0 || IsNeeded;

    /// <summary>A journal without segments is all right only where there was no commit yet, or the checkpoint covers them all.</summary>
    private bool IsNeeded => IsNeededBy(fileSystem, SharedIsValid, shared.Committed, checkpoint.Read());

    /// <param name="fileSystem">One that flushes nothing may lose the journal with the power, which is not damage.</param>
    /// <param name="sharedIsValid">The machine has not booted since, so that it is known how far the commits went.</param>
    /// <param name="committed">The last commit, if that is known.</param>
    /// <param name="checkpoint">The last commit whose files are durable.</param>
    internal static bool IsNeededBy(IFileSystem fileSystem, bool sharedIsValid, long committed, long checkpoint) =>
        sharedIsValid ? committed > checkpoint : checkpoint > 0 && fileSystem is not BufferedFileSystem;

    /// <summary>
    /// Somebody removed a journal that was needed for its history only. Not so where a repair died that had told of its gap already.
    /// </summary>
    internal bool IsHistoryMissing(JournalSurvey survey) => !survey.HasSegments && survey.LastKept > 0 &&
        fileSystem.GetStatus(Path.Join(layout.JournalFolder, JournalSegment.GapName(survey.LastKept + 1))) is null;

    /// <summary>Begins a journal where somebody removed one that was not needed any more but for its history.</summary>
    /// <returns>False when there was nothing to do.</returns>
    internal bool BeginWhereMissing(JournalSurvey survey)
    {
        if (!IsHistoryMissing(survey))
        {
            return false;
        }

        writer.StartSegment(survey.LastKept + 1);
        return true;
    }

    /// <exception cref="StoreReadOnlyException">A flush failed since the machine booted: nothing can be made durable before the next
    /// boot.</exception>
    internal JournalLoss Run(JournalSurvey survey)
    {
        if (SharedIsValid && shared.FlushesAreUntrusted)
        {
            throw new StoreReadOnlyException(
                "A device flush failed since the machine was started, so the journal cannot be repaired yet: restart the machine, check " +
                "the device, and repair the store then.");
        }

        shared.Writing = true;
        foreach (var segment in survey.Broken)
        {
            quarantine.Keep(segment.RelativePath, segment.Bytes, "The journal was damaged here; a repair began a new segment.");
        }

        var applied = SharedIsValid ? shared.Applied : checkpoint.Read();
        var judged = SalvagedCommits.Judge(
            fileSystem,
            layout,
            [.. survey.Kept.Where(commit => commit.Position > applied)],
            [.. survey.Salvaged.Where(commit => commit.Position > applied)]);
        PutInPlace(judged);
        FlushEverything();
        var highest = HighestPossible(survey);
        BeginAfter(survey, highest);
        return new(
            survey.LastKept,
            highest,
            survey.Salvaged.Count,
            [.. survey.Broken.Select(static segment => segment.RelativePath)],
            [.. judged.Doubtful.Select(static file => file.Path).Order(StringComparer.Ordinal)])
        {
            WasRemoved = !survey.HasSegments,
        };
    }

    private void PutInPlace(SalvagedCommits judged)
    {
        OwnFolders.Require(fileSystem, layout, judged.ToPutInPlace.Select(static file => file.Path));
        foreach (var (path, bytes) in judged.Doubtful)
        {
            if (bytes is not null)
            {
                quarantine.Keep(path, bytes, "A commit behind damage in the journal has these bytes, but the file is neither what it " +
                    "left nor what it found.");
            }
        }

        foreach (var (path, bytes) in judged.ToPutInPlace)
        {
            FilePlacement.Put(fileSystem, layout, identifiers, path, bytes);
        }
    }

    /// <summary>No position that anybody may have seen is given out again.</summary>
    private long HighestPossible(JournalSurvey survey)
    {
        var seen = Math.Max(survey.Highest, checkpoint.Read());
        return SharedIsValid
            ? Math.Max(Math.Max(seen, survey.LastKept + 1), Math.Max(shared.Committed, shared.Applied))
            : seen + 1 + (survey.HasSegments ? survey.UnreadableBytes / SmallestCommit : MostSinceCheckpoint);
    }

    /// <summary>
    /// Nobody knows which files the unreadable commits touched, so all are made durable before the journal stops vouching for them.
    /// </summary>
    private void FlushEverything()
    {
        foreach (var folder in StoreLayout.DocumentFolders.Append(StoreLayout.RetiredFolder).Select(layout.Absolute))
        {
            foreach (var (name, status) in fileSystem.ListWithStatus(folder) ?? [])
            {
                if (status.Type == FileType.Regular)
                {
                    Guard(() => fileSystem.FlushFile(Path.Join(folder, name)));
                }
            }

            if (fileSystem.GetStatus(folder) is not null)
            {
                Guard(() => fileSystem.FlushFolder(folder));
            }
        }

        // The leases' folder lies inside our own.
        Guard(() => fileSystem.FlushFolder(layout.Sdk));
        Guard(() => fileSystem.FlushFolder(layout.Root));
    }

    /// <summary>
    /// The checkpoint goes first: from then on a journal that ends before it is known to be damaged, however little of it is left, until
    /// the new segment stands where the checkpoint points to.
    /// </summary>
    private void BeginAfter(JournalSurvey survey, long highest)
    {
        MarkGap(highest + 1);
        checkpoint.Write(highest);
        for (var i = survey.Broken.Count - 1; i > 0; i--)
        {
            fileSystem.Delete(PathOf(survey.Broken[i]));
        }

        if (survey.Broken is [var first, ..])
        {
            CutOff(first);
        }

        Guard(() => fileSystem.FlushFolder(layout.JournalFolder));
        writer.StartSegment(highest + 1);
    }

    /// <summary>Keeps the beginning of a segment, in fresh pages; a segment without a good beginning goes.</summary>
    private void CutOff(BrokenSegment segment)
    {
        var path = PathOf(segment);
        if (segment.Offset <= JournalSegment.HeaderLength)
        {
            fileSystem.Delete(path);
            return;
        }

        var temporary = StoreLayout.TemporaryPath(path, identifiers.NextBits());
        fileSystem.CreateFile(temporary, segment.Bytes.AsSpan(0, segment.Offset));
        Guard(() => fileSystem.FlushFile(temporary));
        LeftOvers.Replace(fileSystem, temporary, path);
    }

    /// <summary>Tells readers of the feed that what is kept before is not followed by what comes now.</summary>
    private void MarkGap(long position)
    {
        fileSystem.CreateFolder(layout.JournalFolder);
        var path = Path.Join(layout.JournalFolder, JournalSegment.GapName(position));
        if (fileSystem.GetStatus(path) is null)
        {
            fileSystem.CreateFile(path, default);
        }

        Guard(() => fileSystem.FlushFile(path));
        Guard(() => fileSystem.FlushFolder(layout.JournalFolder));
    }

    private string PathOf(BrokenSegment segment) => Path.Join(layout.JournalFolder, JournalSegment.Name(segment.First));

    private void Guard(Action flush)
    {
        try
        {
            flush();
        }
        catch (FileSystemException exception) when (exception.MayBeDeviceFailure)
        {
            shared.FlushesAreUntrusted = true;
            throw new JournalFlushException(exception);
        }
    }
}
