using RepoTickets.LogTriage.Grouping.Canonical;

namespace RepoTickets.LogTriage.Grouping.Evidence;

/// <summary>
/// Makes the key of a stack trace: the types of the exceptions and the top frames of the application's own code, of Java, .NET, Python,
/// JavaScript and Go. Line numbers, addresses, and what compilers and proxies make of names are left out, because they change with every
/// build. One pass over UTF-8, nothing allocated.
/// </summary>
internal ref partial struct StackTraceKey
{
    /// <summary>The longest key.</summary>
    internal const int MaximumBytes = 2048;

    private const int MaximumFrames = 10;
    private const int LongestType = 160;
    private const int LongestFrame = 160;

    private readonly ReadOnlySpan<byte> _trace;
    private readonly byte[][] _ownCode;
    private readonly int _wanted;
    private readonly Span<byte> _output;
    private FrameList _own;
    private FrameList _any;
    private int _length;
    private Range _lastType;
    private bool _isGo;
    private bool _isPython;
    private bool _isDone;

    private StackTraceKey(ReadOnlySpan<byte> trace, byte[][] ownCode, int wanted, Span<byte> output)
    {
        _trace = trace.Length > CanonicalLimits.LineBytes ? trace[..CanonicalLimits.LineBytes] : trace;
        _ownCode = ownCode;
        _wanted = Math.Min(wanted, MaximumFrames);
        _output = output[..Math.Min(output.Length, MaximumBytes)];
    }

    /// <summary>
    /// Writes the key of <paramref name="trace"/> and returns its length; 0 when the trace holds no frame, so that the message must do.
    /// </summary>
    internal static int Write(ReadOnlySpan<byte> type, ReadOnlySpan<byte> trace, byte[][] ownCode, int wanted, Span<byte> output)
    {
        var key = new StackTraceKey(trace, ownCode, wanted, output);
        if (!type.IsEmpty)
        {
            key.AddType(type);
        }

        key.ReadLines();
        return key.Finish();
    }

    private void ReadLines()
    {
        var at = 0;
        while (at < _trace.Length)
        {
            var length = _trace[at..].IndexOf((byte)'\n');
            length = length < 0 ? _trace.Length - at : length;
            ReadLine(at, at + length);
            at += length + 1;
        }
    }

    private void ReadLine(int start, int end)
    {
        var isIndented = start < end && _trace[start] is (byte)' ' or (byte)'\t';
        while (start < end && _trace[start] <= ' ')
        {
            start++;
        }

        while (end > start && _trace[end - 1] <= ' ')
        {
            end--;
        }

        var line = _trace[start..end];
        if (line.StartsWith("at "u8))
        {
            AddFrame(start + 3, end);
        }
        else if (line.StartsWith("File \""u8))
        {
            _isPython = true;
            AddFrame(start, end);
        }
        else if (line.StartsWith("Caused by: "u8))
        {
            // The root cause comes last, and its frames say where the fault is.
            _own.Clear();
            _any.Clear();
            AddTypeOf(line["Caused by: "u8.Length..]);
        }
        else if (line.StartsWith("---> "u8))
        {
            AddTypeOf(line["---> "u8.Length..]);
        }
        else if (line.StartsWith("--- End of inner"u8) || line.StartsWith("created by "u8))
        {
            // What follows are the frames of the outer exception, or of whoever started the thread.
            _isDone |= _any.Count > 0;
        }
        else
        {
            ReadOther(line, start, end, isIndented);
        }
    }

    private void ReadOther(ReadOnlySpan<byte> line, int start, int end, bool isIndented)
    {
        if (line.StartsWith("Traceback ("u8))
        {
            _isDone |= _any.Count > 0;
        }
        else if (line.StartsWith("goroutine "u8))
        {
            _isDone |= _any.Count > 0;
            _isGo = true;
        }
        else if (line.StartsWith("panic: "u8))
        {
            AddType("panic"u8);
        }
        else if (_isGo)
        {
            ReadGo(line, start, end, isIndented);
        }
        else if (!isIndented || line.IndexOf("---> "u8) >= 0)
        {
            AddTypeOf(line);
            var inner = line.IndexOf("---> "u8);
            if (inner > 0)
            {
                AddTypeOf(line[(inner + 5)..]);
            }
        }
    }

    private void ReadGo(ReadOnlySpan<byte> line, int start, int end, bool isIndented)
    {
        if (isIndented)
        {
            // The file of the function in the line above.
            var colon = line.LastIndexOf((byte)':');
            if (colon > 0)
            {
                _own.SetFile(start..(start + colon));
                _any.SetFile(start..(start + colon));
            }
        }
        else if (line.EndsWith(")"u8) && line.IndexOf((byte)'(') > 0)
        {
            AddFrame(start, end);
        }
    }

    /// <summary>The name of a type at the start of "type: message", if there is one.</summary>
    private void AddTypeOf(ReadOnlySpan<byte> line)
    {
        var end = 0;
        while (end < line.Length && line[end] is not ((byte)':' or (byte)' ' or (byte)'('))
        {
            end++;
        }

        var name = line[..end];
        if (LooksLikeType(name) && (end == line.Length || line[end] is (byte)':' or (byte)' ' or (byte)'('))
        {
            AddType(name);
        }
    }

    private static bool LooksLikeType(ReadOnlySpan<byte> name)
    {
        if (name.Length is < 3 or > LongestType || ByteClasses.Of(name[0]) != ByteClass.Letter)
        {
            return false;
        }

        foreach (var value in name)
        {
            if ((ByteClasses.Of(value) & (ByteClass.Letter | ByteClass.Digit)) == 0 && value is not ((byte)'.' or (byte)'_' or (byte)'$' or (byte)'`' or (byte)'+'))
            {
                return false;
            }
        }

        var simple = name[(name.LastIndexOf((byte)'.') + 1)..];
        return !simple.IsEmpty && simple[0] is >= (byte)'A' and <= (byte)'Z' &&
            (simple.EndsWith("Exception"u8) || simple.EndsWith("Error"u8) || simple.EndsWith("Fault"u8) || simple.EndsWith("Exit"u8) ||
             simple.EndsWith("Interrupt"u8) || simple.EndsWith("Failure"u8) || simple.EndsWith("Warning"u8) || simple.EndsWith("Timeout"u8) ||
             (name.Length != simple.Length && simple.Length > 3));
    }

    private void AddType(ReadOnlySpan<byte> type)
    {
        type = type.Length > LongestType ? type[..LongestType] : type;
        if (type.SequenceEqual(_output[_lastType]) || _length + type.Length + 1 > MaximumBytes / 2)
        {
            return;
        }

        if (_length > 0)
        {
            _output[_length++] = (byte)'>';
        }

        type.CopyTo(_output[_length..]);
        _lastType = _length..(_length + type.Length);
        _length += type.Length;
    }

    private void AddFrame(int start, int end)
    {
        if (_isDone)
        {
            return;
        }

        var frame = StackFrameText.Parse(_trace, start, end, _isGo);
        if (frame.IsNone)
        {
            return;
        }

        // Python names the innermost frame last.
        _any.Add(frame, _wanted, keepLast: _isPython);
        if (FrameOrigin.IsOwn(_trace[frame.Method], _trace[frame.File], _ownCode))
        {
            _own.Add(frame, _wanted, keepLast: _isPython);
        }
    }

    private int Finish()
    {
        ref var frames = ref _own.Count > 0 ? ref _own : ref _any;
        if (frames.Count == 0)
        {
            return 0;
        }

        for (var index = 0; index < frames.Count; index++)
        {
            var frame = frames[_isPython ? frames.Count - 1 - index : index];
            if (_length + LongestFrame * 2 + 2 > _output.Length)
            {
                break;
            }

            _output[_length++] = (byte)'\n';
            _length += MethodName.Clean(Cut(_trace[frame.Method]), _output[_length..]);
            var file = Cut(FileNameOf(_trace[frame.File]));
            if (!file.IsEmpty)
            {
                _output[_length++] = (byte)'@';
                file.CopyTo(_output[_length..]);
                _length += file.Length;
            }
        }

        return _length;
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text) => text.Length > LongestFrame ? text[..LongestFrame] : text;

    private static ReadOnlySpan<byte> FileNameOf(ReadOnlySpan<byte> path) => path[(path.LastIndexOfAny((byte)'/', (byte)'\\') + 1)..];
}
