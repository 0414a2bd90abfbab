using System.Runtime.CompilerServices;

namespace RepoTickets.LogTriage.Grouping.Evidence;

/// <summary>Where the method and the file of a frame stand in its trace.</summary>
internal struct FrameText
{
    internal Range Method;
    internal Range File;

    internal readonly bool IsNone => Method.Start.Value == Method.End.Value && File.Start.Value == File.End.Value;
}

/// <summary>The first, or the last, few frames. Lives on the stack.</summary>
internal struct FrameList
{
    private Frames _frames;

    internal int Count { get; private set; }

    internal readonly FrameText this[int index] => _frames[index];

    internal void Clear() => Count = 0;

    internal void Add(FrameText frame, int limit, bool keepLast)
    {
        if (Count < limit)
        {
            _frames[Count++] = frame;
        }
        else if (keepLast)
        {
            for (var index = 1; index < limit; index++)
            {
                _frames[index - 1] = _frames[index];
            }

            _frames[limit - 1] = frame;
        }
    }

    /// <summary>Gives the last frame its file, which some traces name in the next line.</summary>
    internal void SetFile(Range file)
    {
        if (Count > 0 && _frames[Count - 1].File.Equals(default(Range)))
        {
            _frames[Count - 1].File = file;
        }
    }

    [InlineArray(10)]
    private struct Frames
    {
        private FrameText _first;
    }
}
