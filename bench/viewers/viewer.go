package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/livekit/protocol/livekit"
	"github.com/pion/webrtc/v4"
)

// viewer is one viewer. It fails, or it stays until the program ends.
type viewer struct {
	door, livekit, token string
	only                 bool // events alone
	signals              *signals
	peer                 *webrtc.PeerConnection
	reader               *reader // of a viewer by HLS

	began, connectedAt, eventsAt time.Time
	first                        atomic.Int64
	packets, bytes, events       atomic.Int64
	gone                         atomic.Bool
	failure                      error
	broken                       atomic.Pointer[error] // why it stopped after it had joined
	refusals                     int                   // of its signalling; it came again after each

	ready, saw chan struct{}
	once       sync.Once
	offers     uint32
	again      bool // one more offer waits for an answer
}

func (v *viewer) firstAt() time.Time {
	if at := v.first.Load(); at != 0 {
		return time.UnixMicro(at)
	}
	return time.Time{}
}

// join takes one viewer to its first packet, or to its first event when it only wants events.
func (v *viewer) join(patience time.Duration) {
	v.began = time.Now()
	v.ready, v.saw = make(chan struct{}), make(chan struct{})
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if v.livekit != "" {
		v.failure = v.connect(ctx, nil)
		return
	}
	browser, err := openBrowser(v.door)
	if err == nil && !v.only {
		err = browser.page(ctx)
	}
	if err == nil && v.only {
		err = v.follow(ctx, browser)
	} else if err == nil {
		followed := make(chan error, 1)
		go func() { followed <- v.follow(ctx, browser) }()
		err = errors.Join(v.enter(ctx, browser), <-followed)
	}
	v.failure = err
}

// enter asks for a token and joins, again after a refusal that may pass, as a page does.
func (v *viewer) enter(ctx context.Context, browser *browser) error {
	for pause := 300 * time.Millisecond; ; pause = min(2*pause, 2*time.Second) {
		var err error
		var byHLS bool
		if v.token, byHLS, err = browser.ask(ctx); err == nil && byHLS {
			return v.watch(ctx, browser)
		}
		if err == nil {
			err = v.connect(ctx, browser)
		}
		var refused refusal
		if !errors.As(err, &refused) || (refused.status < 500 && refused.status != http.StatusTooManyRequests) {
			return err
		}
		v.refusals++
		if v.peer != nil {
			_ = v.peer.Close()
			v.peer = nil
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return err
		}
	}
}

// follow opens the events, waits for the first one, and counts them from then on.
func (v *viewer) follow(ctx context.Context, browser *browser) error {
	socket, err := browser.socket(ctx, "/events")
	if err != nil {
		return err
	}
	if _, _, err := socket.ReadMessage(); err != nil {
		return err
	}
	v.eventsAt = time.Now()
	go func() {
		for {
			if _, _, err := socket.ReadMessage(); err != nil {
				v.gone.Store(true)
				return
			}
			v.events.Add(1)
		}
	}()
	return nil
}

// connect joins the room with the first offer in the join request, as livekit-client does in Chromium.
func (v *viewer) connect(ctx context.Context, browser *browser) error {
	var err error
	if v.peer, err = newPeer(); err != nil {
		return err
	}
	v.peer.OnTrack(v.drop)
	v.peer.OnConnectionStateChange(func(state webrtc.PeerConnectionState) {
		if state == webrtc.PeerConnectionStateConnected {
			v.once.Do(func() { v.connectedAt = time.Now(); close(v.ready) })
		}
		if state == webrtc.PeerConnectionStateFailed {
			v.gone.Store(true)
		}
	})
	for _, label := range []string{"_lossy", "_reliable", "_data_track"} {
		if _, err := v.peer.CreateDataChannel(label, nil); err != nil {
			return err
		}
	}
	if err := v.sections(3, 3); err != nil {
		return err
	}
	offer, err := v.peer.CreateOffer(nil)
	if err != nil {
		return err
	}
	query := "/rtc/v1?" + joinQuery(v.token, v.described(offer))
	if browser != nil {
		v.signals.socket, err = browser.socket(ctx, query)
	} else {
		v.signals.socket, err = dial(ctx, v.livekit+query, nil)
	}
	if err != nil {
		return err
	}
	v.peer.OnICECandidate(v.trickle)
	if err := v.peer.SetLocalDescription(offer); err != nil {
		return err
	}
	go v.obey()
	for what, done := range map[string]chan struct{}{"connected": v.ready, "a packet": v.saw} {
		select {
		case <-done:
		case <-ctx.Done():
			return errors.New("never " + what)
		}
	}
	return nil
}

// complain notes the first failure of a viewer who had joined.
func (v *viewer) complain(err error) {
	v.broken.CompareAndSwap(nil, &err)
}

func (v *viewer) sections(audios, videos uint32) error {
	only := webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly}
	for range audios {
		if _, err := v.peer.AddTransceiverFromKind(webrtc.RTPCodecTypeAudio, only); err != nil {
			return err
		}
	}
	for range videos {
		if _, err := v.peer.AddTransceiverFromKind(webrtc.RTPCodecTypeVideo, only); err != nil {
			return err
		}
	}
	return nil
}

func (v *viewer) described(offer webrtc.SessionDescription) *livekit.SessionDescription {
	v.offers++
	return &livekit.SessionDescription{Type: "offer", Sdp: offer.SDP, Id: v.offers}
}

func (v *viewer) trickle(candidate *webrtc.ICECandidate) {
	if candidate == nil {
		return
	}
	text, _ := json.Marshal(candidate.ToJSON())
	_ = v.signals.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_Trickle{
		Trickle: &livekit.TrickleRequest{CandidateInit: string(text)},
	}})
}

// obey does what LiveKit says, until the signalling ends.
func (v *viewer) obey() {
	defer v.gone.Store(true)
	for {
		response, err := v.signals.read()
		if err != nil {
			return
		}
		switch message := response.Message.(type) {
		case *livekit.SignalResponse_Join:
			go v.signals.ping(max(1, message.Join.PingInterval))
			for _, other := range message.Join.OtherParticipants {
				v.subscribe(other)
			}
		case *livekit.SignalResponse_Update:
			for _, other := range message.Update.Participants {
				v.subscribe(other)
			}
		case *livekit.SignalResponse_Answer:
			if v.answered(message.Answer) != nil {
				return
			}
		case *livekit.SignalResponse_Trickle:
			var candidate webrtc.ICECandidateInit
			if json.Unmarshal([]byte(message.Trickle.CandidateInit), &candidate) == nil {
				_ = v.peer.AddICECandidate(candidate)
			}
		case *livekit.SignalResponse_MediaSectionsRequirement:
			needs := message.MediaSectionsRequirement
			if v.sections(needs.NumAudios, needs.NumVideos) != nil || v.offerAgain() != nil {
				return
			}
		case *livekit.SignalResponse_Leave:
			return
		}
	}
}

// answered takes LiveKit's answer, and makes the offer that had to wait for it.
func (v *viewer) answered(message *livekit.SessionDescription) error {
	answer := webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: message.Sdp}
	if err := v.peer.SetRemoteDescription(answer); err != nil || !v.again {
		return err
	}
	return v.offerAgain()
}

// offerAgain makes one more offer, after the answer to the last one.
func (v *viewer) offerAgain() error {
	v.again = v.peer.SignalingState() != webrtc.SignalingStateStable
	if v.again {
		return nil
	}
	offer, err := v.peer.CreateOffer(nil)
	if err != nil {
		return err
	}
	if err := v.peer.SetLocalDescription(offer); err != nil {
		return err
	}
	return v.signals.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_Offer{Offer: v.described(offer)}})
}

// subscribe asks for each track of a participant in a signal of its own, as livekit-client does.
func (v *viewer) subscribe(other *livekit.ParticipantInfo) {
	for _, track := range other.Tracks {
		_ = v.signals.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_Subscription{
			Subscription: &livekit.UpdateSubscription{
				TrackSids: []string{track.Sid},
				Subscribe: true,
				ParticipantTracks: []*livekit.ParticipantTracks{
					{ParticipantSid: other.Sid, TrackSids: []string{track.Sid}},
				},
			},
		}})
	}
}

// drop reads the packets of a track and forgets them.
func (v *viewer) drop(track *webrtc.TrackRemote, _ *webrtc.RTPReceiver) {
	buffer := make([]byte, 1500)
	for {
		size, _, err := track.Read(buffer)
		if err != nil {
			return
		}
		if v.first.CompareAndSwap(0, time.Now().UnixMicro()) {
			close(v.saw)
		}
		v.packets.Add(1)
		v.bytes.Add(int64(size))
	}
}
